namespace Lb.Configuration.Nginx.Syntax;

/// <summary>One token; a word's text has its quotes and escapes resolved.</summary>
internal readonly record struct NginxToken(NginxTokenKind Kind, string Text, int Line);
