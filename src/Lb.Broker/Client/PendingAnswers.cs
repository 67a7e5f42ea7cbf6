using Lb.Protocol.Mqtt;

namespace Lb.Broker.Client;

/// <summary>The packet ids that wait for an answer of the server. Safe for concurrent use.</summary>
internal sealed class PendingAnswers
{
    private readonly Lock _lock = new();
    private readonly Dictionary<ushort, PendingAnswer> _pending = [];
    private ushort _lastPacketId;
    private bool _failed;

    /// <summary>Takes a free packet id.</summary>
    /// <exception cref="InvalidOperationException">All 65 535 are in use.</exception>
    public PendingAnswer Open()
    {
        lock (_lock)
        {
            if (_pending.Count == ushort.MaxValue) throw new InvalidOperationException("No packet id is free.");
            do _lastPacketId = _lastPacketId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastPacketId + 1);
            while (_pending.ContainsKey(_lastPacketId));
            var answer = new PendingAnswer(this, _lastPacketId);
            if (_failed) answer.Fail();
            return _pending[_lastPacketId] = answer;
        }
    }

    /// <summary>Hands an answer to whoever waits for it; one that nobody waits for is left.</summary>
    public void Give(ushort packetId, MqttPacket answer)
    {
        lock (_lock) _pending.GetValueOrDefault(packetId)?.Give(answer);
    }

    public void Close(PendingAnswer answer)
    {
        lock (_lock) _pending.Remove(answer.PacketId);
    }

    /// <summary>No answer will come any more.</summary>
    public void Fail()
    {
        lock (_lock)
        {
            _failed = true;
            foreach (var answer in _pending.Values) answer.Fail();
        }
    }
}
