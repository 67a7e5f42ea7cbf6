using System.Runtime.InteropServices;
using Lb.Host.Running;

namespace Lb.Host.Tests.Running;

/// <summary>The tests' own process gets the signals; without a registration they would end it.</summary>
public sealed class ReloadSignalTests
{
    private const int SigHup = 1;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task AnswersASignal_ThatCameBeforeAnybodyWaited()
    {
        using var signal = new ReloadSignal();
        var stop = new TaskCompletionSource();
        Raise();

        await signal.AnswerUntilAsync(stop.Task, stop.SetResult).WaitAsync(Limit);
    }

    [Fact]
    public async Task AnswersASignal_ThatComesWhileTheLastOneIsAnswered()
    {
        // The run-time calls the last registration first: when this one is called, the other has been.
        using var delivered = new SemaphoreSlim(0);
        using var last = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => delivered.Release());
        using var signal = new ReloadSignal();
        var stop = new TaskCompletionSource();
        var answers = 0;
        Raise();
        Assert.True(await delivered.WaitAsync(Limit));

        await signal.AnswerUntilAsync(stop.Task, Answer).WaitAsync(Limit);

        Assert.Equal(2, answers);

        void Answer()
        {
            answers++;
            if (answers == 2)
            {
                stop.SetResult();
                return;
            }

            Raise();
            Assert.True(delivered.Wait(Limit));
        }
    }

    [Fact]
    public async Task EndsWithoutASignal_WhenItIsStopped()
    {
        using var signal = new ReloadSignal();

        await signal.AnswerUntilAsync(Task.CompletedTask, () => Assert.Fail("There was no signal.")).WaitAsync(Limit);
    }

    private static void Raise() => Assert.Equal(0, Kill(Environment.ProcessId, SigHup));

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
