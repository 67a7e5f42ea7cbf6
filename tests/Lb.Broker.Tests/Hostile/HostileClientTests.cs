using System.Buffers;
using System.Net.Sockets;
using System.Text;
using Lb.Broker.Tests.Authentication;
using Lb.Broker.Tests.Behaviour;
using Lb.Protocol;
using Lb.Protocol.Mqtt;

namespace Lb.Broker.Tests.Hostile;

/// <summary>Packets that are nearly correct get further into the broker than noise does. Whatever comes, the broker has no bug to report, answers
/// with correct packets, and lets go of the connection. A failure prints its seed.</summary>
public sealed class HostileClientTests : BrokerTest
{
    private const MqttProtocolVersion V31 = MqttProtocolVersion.V31;
    private const MqttProtocolVersion V311 = MqttProtocolVersion.V311;
    private const MqttProtocolVersion V5 = MqttProtocolVersion.V5;
    private const int Runs = 400;

    // Small limits, so that they are met too.
    public HostileClientTests() => Broker = new TestBroker(options => options with
    {
        Users = new SingleUser("anna", "secret"),
        AllowAnonymous = true,
        MaximumPacketSize = 1_024,
        ReceiveMaximum = 2,
        TopicAliasMaximum = 2,
        MaximumSubscriptions = 2,
        MaximumRetainedTopics = 2,
        MaximumWaitingMessages = 3,
    });

    [Theory]
    [InlineData(V31)]
    [InlineData(V311)]
    [InlineData(V5)]
    public Task GoesOnServing_WhateverStandsInConnect(MqttProtocolVersion version) => AttackAsync(async client =>
    {
        var damaged = client.Damaged(ClientPackets.Bytes(ClientPackets.Connect(version), version));
        var answer = await client.SendLastAsync([.. damaged, .. client.Some(InSession(version))]);
        // Its version may be what was damaged; whichever it is, CONNACK comes first.
        Assert.Equal(0x20, answer.Append((byte)0x20).First());
    });

    [Theory]
    [InlineData(V31)]
    [InlineData(V311)]
    [InlineData(V5)]
    public Task GoesOnServing_WhateverComesInASession(MqttProtocolVersion version) => AttackAsync(async client =>
    {
        var connect = ClientPackets.Bytes(ClientPackets.Connect(version), version);
        AssertCorrect(await client.SendLastAsync([.. connect, .. client.Some([.. InSession(version), .. Enumerable.Repeat(connect, 3)])]), version);
    });

    [Fact]
    public Task GoesOnServing_WhateverComesInAnExchange() => AttackAsync(async client =>
    {
        var scram = new ScramClient("anna", "secret");
        var challenge = await client.AskAsync<AuthPacket>(Login(scram.First));
        var proof = scram.Final(Encoding.UTF8.GetString(challenge.Properties.AuthenticationData!.Value.Span));
        // The proof is there more than once, so that it often comes first and the rest in a session.
        byte[][] packets = [.. Enumerable.Repeat(Bytes(Auth(proof)), 5), .. InSession(V5), Bytes(Login(scram.First))];
        AssertCorrect(await client.SendLastAsync(client.Some(packets)), V5);
    });

    private async Task AttackAsync(Func<HostileClient, Task> attack)
    {
        var seed = Random.Shared.Next();
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}");
        var random = new Random(seed);
        await using var witness = await Broker.ConnectAsync("witness");
        for (var run = 0; run < Runs; run++)
        {
            await using var client = new HostileClient((NetworkStream)await Broker.OpenStreamAsync(), random);
            await attack(client);
            Assert.Equal((run, 0, 1), (run, Broker.Counters.Failures, Broker.Counters.Connections));
        }
        await witness.ExpectNothingAsync();
    }

    /// <summary>Nothing but whole packets, CONNACK only once and DISCONNECT only last.</summary>
    private static void AssertCorrect(byte[] bytes, MqttProtocolVersion version)
    {
        var types = new List<PacketType>();
        for (var rest = new ReadOnlySequence<byte>(bytes); !rest.IsEmpty;)
        {
            var status = PacketReader.TryRead(ref rest, version, int.MaxValue, out var packet, out var error);
            Assert.True(status == ParseStatus.Complete, $"{status} {error} in {Convert.ToHexString(bytes)}");
            types.Add(packet!.Type);
        }
        Assert.InRange(types.Count(type => type == PacketType.ConnAck), 0, 1);
        Assert.DoesNotContain(PacketType.Disconnect, types.SkipLast(1));
    }

    private static byte[][] InSession(MqttProtocolVersion version) =>
        [.. ClientPackets.InSession(version).Select(packet => ClientPackets.Bytes(packet, version))];

    private static byte[] Bytes(MqttPacket packet) => ClientPackets.Bytes(packet, V5);

    private static ConnectPacket Login(byte[] first)
    {
        var connect = ClientPackets.Connect(V5);
        return connect with { Properties = connect.Properties with { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = first, MaximumPacketSize = null } };
    }

    private static AuthPacket Auth(byte[] data) => new()
    {
        ReasonCode = ReasonCode.ContinueAuthentication,
        Properties = new AuthProperties { AuthenticationMethod = "SCRAM-SHA-256", AuthenticationData = data },
    };
}
