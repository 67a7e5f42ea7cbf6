using System.Buffers;
using System.Net.Security;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lb.Transport.Tls;

namespace Lb.Transport.Tests.Tls;

public sealed class ClientHelloTests
{
    private static readonly byte[][] Mqtt = ["mqtt"u8.ToArray()];

    [Theory]
    [InlineData(true, "mqtt")]
    [InlineData(true, "h2", "mqtt")]
    [InlineData(false, "mqt", "mqttx")]
    [InlineData(false)]
    public async Task FindsTheOffer_InWhatARealClientSends(bool offered, params string[] protocols)
    {
        var hello = await HelloOfAsync(protocols);

        Assert.Equal(offered, ClientHello.OffersAny(new ReadOnlySequence<byte>(hello), Mqtt));
    }

    [Fact]
    public async Task WaitsForTheWholeMessage_WhereverItIsSplit()
    {
        var hello = await HelloOfAsync(["mqtt"]);

        for (var length = 0; length < hello.Length; length++)
            Assert.True(ClientHello.IsIncomplete(new ReadOnlySequence<byte>(hello, 0, length)), $"first {length} bytes");
        Assert.False(ClientHello.IsIncomplete(new ReadOnlySequence<byte>(hello)));
    }

    [Fact]
    public void DoesNotWait_WhenTheFirstByteIsNoHandshake()
    {
        Assert.False(ClientHello.IsIncomplete(new ReadOnlySequence<byte>([0x10])));
        Assert.False(ClientHello.OffersAny(new ReadOnlySequence<byte>([0x10]), Mqtt));
    }

    [Fact]
    public async Task NeverThrows_WhateverIsChangedInTheMessage()
    {
        var hello = await HelloOfAsync(["mqtt", "h2"]);
        var changes = from at in Gen.Choose(0, hello.Length - 1)
                      from value in Gen.Choose(0, 255)
                      from length in Gen.Choose(0, hello.Length)
                      select (at, value, length);

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), Prop.ForAll(changes.ToArbitrary(), change =>
        {
            var bytes = hello.ToArray();
            bytes[change.at] = (byte)change.value;
            var input = new ReadOnlySequence<byte>(bytes, 0, change.length);
            _ = ClientHello.IsIncomplete(input);
            _ = ClientHello.OffersAny(input, Mqtt);
        }));
    }

    // What SslStream sends first to a server that never answers.
    private static async Task<byte[]> HelloOfAsync(string[] protocols)
    {
        var wire = new MemoryStream();
        await using var tls = new SslStream(new OneWayStream(wire));
        var options = new SslClientAuthenticationOptions { TargetHost = "broker.example.org" };
        if (protocols.Length > 0) options.ApplicationProtocols = [.. protocols.Select(p => new SslApplicationProtocol(Encoding.ASCII.GetBytes(p)))];
        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(options));
        return wire.ToArray();
    }

    private sealed class OneWayStream(MemoryStream written) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException("A wire has no length.");

        public override long Position { get => throw new NotSupportedException("A wire has no position."); set => throw new NotSupportedException("A wire has no position."); }

        public override void Flush()
        {
        }

        public override int Read(byte[] buffer, int offset, int count) => 0;

        public override void Write(byte[] buffer, int offset, int count) => written.Write(buffer, offset, count);

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException("A wire cannot seek.");

        public override void SetLength(long value) => throw new NotSupportedException("A wire has no length.");
    }
}
