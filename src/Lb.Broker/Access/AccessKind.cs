namespace Lb.Broker.Access;

/// <summary>What a rule of an access list is about.</summary>
[Flags]
public enum AccessKind
{
    /// <summary>Getting messages: subscriptions, and each message by itself.</summary>
    Read = 1,

    /// <summary>Publishing, wills included.</summary>
    Write = 2,

    /// <summary>Both.</summary>
    ReadWrite = Read | Write,
}
