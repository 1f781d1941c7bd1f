using Homelab.Coordinator.Outage;
using Homelab.Coordinator.Tests.Events;
using Homelab.Coordinator.Tests.Feeds;
using Homelab.Domain.Lab;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Waiting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>The coordinator's end of the cut (P25) beside Debian's own upsd: every outcome comes back as a word for the engine.</summary>
public sealed class AUpsIsTold
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    private readonly HeardEvents _events = new();

    [Fact]
    public async Task To_cut_after_the_last_stops_and_its_word_comes_back()
    {
        await using var driver = new PlayedDriver(("ups.status", "OB DISCHRG"), ("ups.delay.shutdown", "20"), ("ups.delay.start", "30")) { Rounds = seconds => (seconds + 59) / 60 * 60 };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answered = await AskAsync(upsd.Port, new OutageEffect.CutFeed("u", TimeSpan.FromSeconds(42)));
        Assert.Equal(new OutageInput.CutAnswered("u", new CutAnswer(CutAct.Cut, true, TimeSpan.FromSeconds(60), "shutdown.return is taken")), answered);
        Assert.Equal(["shutdown.return"], driver.Given);
    }

    [Fact]
    public async Task FSD_and_everybody_sees_it()
    {
        await using var upsd = await RealUpsd.StartAsync();
        Assert.True((await AskAsync(upsd.Port, new OutageEffect.SetForcedShutdown("u"))).Answer.IsTaken);
        Assert.Equal("FSD OL", await upsd.TryReadAsync("ups.status"));
    }

    [Fact]
    public async Task With_a_wrong_password_and_the_refusal_is_named()
    {
        await using var driver = new PlayedDriver(("ups.status", "OB DISCHRG"), ("ups.delay.shutdown", "20"));
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = (await AskAsync(upsd.Port, new OutageEffect.CutFeed("u", TimeSpan.FromSeconds(10)), password: "wrong")).Answer;
        Assert.False(answer.IsTaken);
        Assert.Contains("ACCESS-DENIED", answer.Detail, StringComparison.Ordinal);
        Assert.Empty(driver.Given);
    }

    [Fact]
    public async Task Where_nobody_is_there_and_that_is_named()
    {
        var answer = (await AskAsync(FreePort.Next(), new OutageEffect.CutFeed("u", TimeSpan.FromSeconds(10)))).Answer;
        Assert.Equal((CutAct.Cut, false), (answer.Act, answer.IsTaken));
        Assert.Contains("refuses connections", answer.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_take_its_cut_back_and_somebody_is_told_whether_it_did()
    {
        await using var driver = new PlayedDriver(("ups.status", "OB DISCHRG"));
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        Commands(upsd.Port, RealUpsd.Password).Begin(new OutageEffect.StopCut("u"));
        await Until.TrueAsync(() => _events.Codes.Contains("CutStopped"), Bound, "the word on the cut");
        Assert.Equal(["shutdown.stop"], driver.Given);
    }

    private async Task<OutageInput.CutAnswered> AskAsync(int port, OutageEffect.ToUps effect, string password = RealUpsd.Password)
    {
        var answered = new TaskCompletionSource<OutageInput.CutAnswered>(TaskCreationOptions.RunContinuationsAsynchronously);
        var commands = Commands(port, password);
        commands.Answered += answered.SetResult;
        commands.Begin(effect);
        return await answered.Task.WaitAsync(Bound, TimeProvider.System, TestContext.Current.CancellationToken);
    }

    private UpsCommands Commands(int port, string password) => new(Line(port, password), _events, TimeProvider.System);

    internal static UpsLine Line(int port, string password = RealUpsd.Password) => new(
        new FixedLab(new FeedConfig { Name = "u", Nut = new NutSource(RealUpsd.Ups, "127.0.0.1", port), User = RealUpsd.User, Password = "secret:u", Cut = CutMode.Return }),
        reference => reference == "secret:u" ? password : null, TimeProvider.System, NullLogger<UpsLine>.Instance);
}
