using Lb.Core.Health;
using Lb.Proxy.Tests.Proxies;

namespace Lb.Proxy.Tests.Checks;

public sealed class ScriptCheckTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData("tcp-check expect string PONG", "xPONGx", true)]
    [InlineData("tcp-check expect binary 504f4e47", "PONG", true)]
    [InlineData("tcp-check expect rstring ^P.N", "PONG", true)]
    [InlineData("tcp-check expect rbinary ^504F", "PONG", true)]
    [InlineData("tcp-check expect min-recv 4 string OK", "PONG", false)]
    [InlineData("tcp-check expect ! string PONG", "PONG", false)]
    [InlineData("tcp-check expect min-recv 4 ! string ERR", "PONG", true)]
    public async Task JudgesTheAnswer_WhileTheServerKeepsTheConnectionOpen(string step, string answer, bool passes)
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check send PING", step]);
        using var leg = await check.Listener.AcceptAsync();
        Assert.Equal("PING"u8.ToArray(), await leg.ReceiveAsync(4));
        await leg.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        Assert.Equal(passes ? CheckStatus.Layer7Passed : CheckStatus.Layer7Invalid, (await check.Result.InTime()).Status);
        Assert.Equal(0, check.Clock.ArmedTimers);
    }

    [Theory]
    [InlineData("tcp-check expect string PONG", "PO", false)]
    [InlineData("tcp-check expect ! string PONG", "PO", true)]
    [InlineData("tcp-check expect min-recv 9 string PO", "PO", true)]
    [InlineData("tcp-check expect string PONG", "", false)]
    [InlineData("tcp-check expect ! string PONG", "", false)]
    public async Task JudgesWhatIsThere_WhenTheServerCloses(string step, string answer, bool passes)
    {
        using var check = new CheckedServer(["option tcp-check", step]);
        using (var leg = await check.Listener.AcceptAsync()) await leg.SendAsync(System.Text.Encoding.ASCII.GetBytes(answer));
        Assert.Equal(passes ? CheckStatus.Layer7Passed : CheckStatus.Layer7Invalid, (await check.Result.InTime()).Status);
    }

    [Fact]
    public async Task WaitsForMore_WhenTheAnswerComesInPieces()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check expect string PONG", "tcp-check expect string PO"]);
        using var leg = await check.Listener.AcceptAsync();
        await leg.SendAsync("PO"u8.ToArray());
        await leg.SendAsync("NG"u8.ToArray());
        Assert.Equal(CheckStatus.Layer7Passed, (await check.Result.InTime()).Status);
    }

    [Fact]
    public async Task NamesStepAndComment_WhenAnExpectFails()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check send x", "tcp-check expect comment \"says hello\" string hello"]);
        using (var leg = await check.Listener.AcceptAsync())
        {
            await leg.ReceiveAsync();
            await leg.SendAsync("bye"u8.ToArray());
        }

        var info = (await check.Result.InTime()).Info;
        Assert.Contains("at step 2", info);
        Assert.Contains("says hello", info);
    }

    [Fact]
    public async Task TalksToEachPort_WhenTheScriptConnectsTwice()
    {
        using var check = new CheckedServer(
            ["option tcp-check", "tcp-check connect", "tcp-check expect string one", "tcp-check connect port OTHER", "tcp-check send-binary 0102", "tcp-check expect string two"]);
        using var one = await check.Listener.AcceptAsync();
        await one.SendAsync("one"u8.ToArray());
        using var two = await check.Other.AcceptAsync();
        Assert.Equal([1, 2], await two.ReceiveAsync(2));
        await two.SendAsync("two"u8.ToArray());
        Assert.Equal(CheckStatus.Layer7Passed, (await check.Result.InTime()).Status);
    }

    [Fact]
    public async Task TimesOutAfterTimeoutCheck_WhenItIsSet()
    {
        using var check = new CheckedServer(["timeout check 3s", "option tcp-check", "tcp-check send x", "tcp-check expect string PONG"]);
        using var leg = await check.Listener.AcceptAsync();
        await leg.ReceiveAsync();
        check.Clock.Advance(3 * Second - TimeSpan.FromMilliseconds(1));
        Assert.False(check.Result.IsCompleted);
        check.Clock.Advance(TimeSpan.FromMilliseconds(1));
        var result = await check.Result.InTime();
        Assert.Equal((CheckStatus.Layer7Timeout, 3 * Second), (result.Status, result.Duration));
        Assert.Contains("step 2", result.Info);
    }

    [Fact]
    public async Task TimesOutAfterTheInterval_WithoutTimeoutCheck()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check send x", "tcp-check expect string PONG"], "check inter 4s");
        using var leg = await check.Listener.AcceptAsync();
        await leg.ReceiveAsync();
        check.Clock.Advance(4 * Second);
        Assert.Equal(4 * Second, (await check.Result.InTime()).Duration);
    }

    [Fact]
    public async Task EndsAsInvalid_WhenTheServerResets()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check send x", "tcp-check expect string PONG"]);
        var leg = await check.Listener.AcceptAsync();
        await leg.ReceiveAsync();
        leg.Reset();
        Assert.Equal(CheckStatus.Layer7Invalid, (await check.Result.InTime()).Status);
    }

    [Fact]
    public async Task KeepsNoMoreThanItsLimit_WhenTheServerFloods()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check expect string PONG"]);
        using var leg = await check.Listener.AcceptAsync();
        await leg.SendAsync(new byte[20_000]);
        Assert.Equal(CheckStatus.Layer7Invalid, (await check.Result.InTime()).Status);
    }

    [Fact]
    public async Task EndsAtOnce_WhenItIsStopped()
    {
        using var check = new CheckedServer(["option tcp-check", "tcp-check expect string PONG"]);
        using var leg = await check.Listener.AcceptAsync();
        check.Stop();
        await check.Result.InTime();
        Assert.Equal(0, check.Clock.ArmedTimers);
    }
}
