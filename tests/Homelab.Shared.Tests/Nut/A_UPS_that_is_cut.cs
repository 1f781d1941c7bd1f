using Homelab.Domain.Shutdown;
using Homelab.Nut;
using Homelab.TestKit.Nut;
using Homelab.TestKit.Waiting;

namespace Homelab.Shared.Tests.Nut;

/// <summary>P25 against Debian's own upsd: what firmware makes of a delay, and what becomes of a command.</summary>
public sealed class A_UPS_that_is_cut
{
    private static readonly (string Name, string Value)[] Plain =
        [("ups.status", "OB DISCHRG"), ("battery.charge", "60"), ("ups.delay.shutdown", "20"), ("ups.delay.start", "30")];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, "45")]
    [InlineData(6, "48")]
    [InlineData(60, "60")]
    public async Task Is_given_a_delay_that_is_not_shorter_than_what_still_stops(int step, string set)
    {
        await using var driver = new PlayedDriver(Plain) { Rounds = seconds => (seconds + step - 1) / step * step };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 45);
        Assert.Equal((true, set, double.Parse(set)), (answer.IsTaken, driver["ups.delay.shutdown"], answer.Delay.TotalSeconds));
        Assert.Equal(["shutdown.return"], driver.Given);
        Assert.Equal("shutdown.return is taken", answer.Detail);
    }

    [Fact]
    public async Task Is_given_more_where_its_firmware_rounds_down_to_whole_minutes()
    {
        await using var driver = new PlayedDriver(Plain) { Rounds = seconds => seconds / 60 * 60 };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 61);
        Assert.Equal(TimeSpan.FromSeconds(120), answer.Delay);
        Assert.True(answer.IsTaken);
    }

    [Fact]
    public async Task Comes_on_again_after_it_went_off_and_not_before()
    {
        await using var driver = new PlayedDriver(Plain);
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        await CutAsync(upsd, 90);
        Assert.True(int.Parse(driver["ups.delay.start"]) > 90);
    }

    [Fact]
    public async Task Is_left_alone_where_its_delay_is_too_short_and_fixed()
    {
        await using var driver = new PlayedDriver(Plain) { Writable = [] };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 45);
        Assert.Equal((false, "its ups.delay.shutdown is 20 and cannot be set to 45 s"), (answer.IsTaken, answer.Detail));
        Assert.Empty(driver.Given);
    }

    [Fact]
    public async Task Keeps_a_delay_that_is_long_enough()
    {
        await using var driver = new PlayedDriver(Plain) { Writable = [] };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 15);
        Assert.Equal((true, TimeSpan.FromSeconds(20)), (answer.IsTaken, answer.Delay));
    }

    [Fact]
    public async Task That_lists_no_such_command_is_not_asked()
    {
        // dummy-ups itself.
        await using var upsd = await RealUpsd.StartAsync();
        Assert.Equal("its driver lists no shutdown.return", (await CutAsync(upsd, 10)).Detail);
    }

    [Fact]
    public async Task That_knows_only_load_off_is_not_given_that_instead()
    {
        await using var driver = new PlayedDriver(Plain) { Commands = ["load.off", "load.on"] };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        Assert.False((await CutAsync(upsd, 45)).IsTaken);
        Assert.Empty(driver.Given);
    }

    [Fact]
    public async Task That_fails_says_so_although_it_took_the_command()
    {
        await using var driver = new PlayedDriver(Plain) { Outcome = 3 };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 10);
        Assert.Equal((false, "shutdown.return failed (Failed)"), (answer.IsTaken, answer.Detail));
    }

    [Fact]
    public async Task That_never_says_what_became_of_it_is_not_counted_on()
    {
        await using var driver = new PlayedDriver(Plain) { Outcome = null };
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        var answer = await CutAsync(upsd, 10);
        Assert.Equal((false, "shutdown.return was pending for 8 s"), (answer.IsTaken, answer.Detail));
    }

    [Fact]
    public async Task Shows_FSD_to_everybody_once_it_is_set()
    {
        await using var upsd = await RealUpsd.StartAsync();
        await using var session = await SessionAsync(upsd);
        Assert.True((await new UpsCut(session, RealUpsd.Ups, TimeProvider.System).SetForcedShutdownAsync(Cancel)).IsTaken);
        Assert.Equal("FSD OL", await upsd.TryReadAsync("ups.status"));
    }

    [Fact]
    public async Task Is_told_to_stop_where_it_knows_how()
    {
        await using var driver = new PlayedDriver(Plain);
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Played = driver });
        await using var session = await SessionAsync(upsd);
        Assert.NotNull(await new UpsCut(session, RealUpsd.Ups, TimeProvider.System).StopAsync(Cancel));
        // upsd answers before its driver has it.
        await Until.TrueAsync(() => driver.Given.Contains("shutdown.stop"), TimeSpan.FromSeconds(10), "the driver to be told");
    }

    private static async Task<CutAnswer> CutAsync(RealUpsd upsd, int seconds)
    {
        await using var session = await SessionAsync(upsd);
        return await new UpsCut(session, RealUpsd.Ups, TimeProvider.System).CutAsync(TimeSpan.FromSeconds(seconds), Cancel);
    }

    private static Task<NutSession> SessionAsync(RealUpsd upsd) => NutSession.ConnectAsync(
        new NutEndpoint { Host = "127.0.0.1", Port = upsd.Port, User = RealUpsd.User, Password = RealUpsd.Password }, TimeProvider.System, Cancel);
}
