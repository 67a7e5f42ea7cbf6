using Lb.Core.State;

namespace Lb.Core.StickTables;

/// <summary>One key with its server, linked to its neighbours in order of use.</summary>
internal sealed class StickEntry(byte[] key, ServerState server)
{
    public byte[] Key { get; } = key;

    public ServerState Server { get; set; } = server;

    public long LastUse { get; set; }

    public StickEntry? Older { get; set; }

    public StickEntry? Newer { get; set; }
}
