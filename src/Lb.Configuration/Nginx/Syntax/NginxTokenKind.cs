namespace Lb.Configuration.Nginx.Syntax;

/// <summary>Kinds of token.</summary>
internal enum NginxTokenKind
{
    /// <summary>A name or an argument.</summary>
    Word,

    /// <summary><c>{</c> that opens a block.</summary>
    OpenBrace,

    /// <summary><c>}</c> that closes a block.</summary>
    CloseBrace,

    /// <summary><c>;</c> that ends a statement.</summary>
    Semicolon,
}
