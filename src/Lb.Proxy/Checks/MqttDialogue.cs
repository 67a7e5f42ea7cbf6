using System.Buffers;
using System.Globalization;
using System.Text;
using Lb.Configuration.Model;
using Lb.Core.Health;
using Lb.Protocol;
using Lb.Protocol.Mqtt;

namespace Lb.Proxy.Checks;

/// <summary><c>option mqtt-check</c>: CONNECT with a clean session, CONNACK, DISCONNECT. A broker that refuses the credentials lives; one that
/// says it is unavailable, or anything else, does not.</summary>
internal sealed class MqttDialogue(CheckMethod.Mqtt settings) : ICheckDialogue
{
    private const int LargestConnAck = 4096;
    private readonly MqttProtocolVersion _version = (MqttProtocolVersion)settings.Level;
    private long _turn;

    public CheckStatus Broken => CheckStatus.Layer7Invalid;

    public CheckStatus Late => CheckStatus.Layer7Timeout;

    public string? Waiting => "waiting for CONNACK";

    public async ValueTask<CheckFinding> TalkAsync(CheckConnection connection)
    {
        await connection.SendAsync(Bytes(Connect()));
        while (true)
        {
            var input = new ReadOnlySequence<byte>(connection.Answer);
            var status = PacketReader.TryRead(ref input, _version, LargestConnAck, out var packet, out var error);
            if (status == ParseStatus.Invalid) return new CheckFinding(CheckStatus.Layer7Invalid, error?.Detail);
            if (status == ParseStatus.Complete) return await JudgeAsync(connection, packet);
            if (!await connection.ReceiveAsync()) return new CheckFinding(CheckStatus.Layer7Invalid, "closed before CONNACK");
        }
    }

    private async ValueTask<CheckFinding> JudgeAsync(CheckConnection connection, MqttPacket? packet)
    {
        if (packet is not ConnAckPacket answer) return new CheckFinding(CheckStatus.Layer7Invalid, "the answer is no CONNACK");
        if (answer.ReasonCode == ReasonCode.Success) await connection.SendAsync(Bytes(new DisconnectPacket()));
        var lives = answer.ReasonCode is ReasonCode.Success or ReasonCode.BadUserNameOrPassword or ReasonCode.NotAuthorized;
        return new CheckFinding(
            lives ? CheckStatus.Layer7Passed : CheckStatus.Layer7WrongStatus,
            $"CONNACK {answer.ReasonCode}",
            (int)answer.ReasonCode);
    }

    // Each check has an id of its own: two balancers that check one broker must not take each other's session over.
    private ConnectPacket Connect() => new()
    {
        ProtocolVersion = _version,
        CleanStart = true,
        KeepAlive = 60,
        ClientId = settings.ClientId.Length > 0 ? settings.ClientId : NextId(),
        Username = settings.Username,
        Password = settings.Password is { } password ? Encoding.UTF8.GetBytes(password) : default(ReadOnlyMemory<byte>?),
    };

    // In containers two balancers may well have the same process id.
    private static readonly uint Instance = (uint)HashCode.Combine(Environment.MachineName, Environment.ProcessId, Environment.TickCount64);

    private string NextId() =>
        string.Create(CultureInfo.InvariantCulture, $"mqlb{Instance:x}-{Interlocked.Increment(ref _turn) % 0xFFFFFF:x}");

    private ReadOnlyMemory<byte> Bytes(MqttPacket packet)
    {
        var output = new ArrayBufferWriter<byte>();
        PacketWriter.Write(output, packet, _version);
        return output.WrittenMemory;
    }
}
