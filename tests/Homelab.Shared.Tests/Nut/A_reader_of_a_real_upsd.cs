using Homelab.Nut;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class A_reader_of_a_real_upsd
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Follows_an_outage_through_a_stale_driver_and_a_restart()
    {
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { MaxAgeSeconds = 3 });
        await using var reader = Reader(upsd);
        Assert.Equal("OL", (await reader.ReadAsync(Cancel)).Variables["ups.status"]);
        foreach (var status in new[] { "OB DISCHRG", "OB DISCHRG LB" })
        {
            await upsd.SetStatusAsync(status);
            Assert.Equal(status, (await reader.ReadAsync(Cancel)).Variables["ups.status"]);
        }

        await using (var commander = await NutSession.ConnectAsync(Endpoint(upsd) with { User = RealUpsd.User, Password = RealUpsd.Password }, TimeProvider.System, Cancel))
        {
            await commander.ForceShutdownAsync("ups", Cancel);
        }

        Assert.Equal("FSD OB DISCHRG LB", (await reader.ReadAsync(Cancel)).Variables["ups.status"]);
        await upsd.SetStatusAsync("OL CHRG");
        Assert.Equal("FSD OL CHRG", (await reader.ReadAsync(Cancel)).Variables["ups.status"]);

        await upsd.FreezeDriverAsync();
        Assert.Equal(NutErrorCode.DataStale, await RefusalAsync(reader, NutErrorCode.DataStale));
        await upsd.ThawDriverAsync();
        await StatusAsync(reader, "FSD OL CHRG");

        await upsd.StopDriverAsync();
        Assert.Equal(NutErrorCode.DriverNotConnected, await RefusalAsync(reader, NutErrorCode.DriverNotConnected));

        await upsd.StopServerAsync();
        await Assert.ThrowsAsync<NutUnreachableException>(() => reader.ReadAsync(Cancel));
        await upsd.StartDriverAsync();
        await upsd.StartServerAsync();
        await StatusAsync(reader, "OL CHRG");
    }

    [Fact]
    public async Task Sees_who_else_is_logged_in()
    {
        await using var upsd = await RealUpsd.StartAsync();
        await using var login = new RawLogin(upsd.Port);
        await login.LogInAsync();
        await using var reader = Reader(upsd);
        Assert.Equal(["127.0.0.1"], (await reader.ReadAsync(Cancel)).Clients);
    }

    [Fact]
    public async Task Connects_again_when_the_held_connection_is_gone()
    {
        var answers = 0;
        await using var peer = ScriptedUpsd.Polite(request => request switch
        {
            "LIST CLIENT ups" => ScriptedReply.Text("ERR FEATURE-NOT-SUPPORTED\n"),
            _ when ++answers % 2 == 0 => ScriptedReply.Close,
            _ => ScriptedReply.Text($"BEGIN LIST VAR ups\nVAR ups n \"{answers}\"\nEND LIST VAR ups\n"),
        });
        await using var reader = new NutReader(new NutEndpoint { Host = "127.0.0.1", Port = peer.Port }, "ups", TimeProvider.System);
        Assert.Equal("1", (await reader.ReadAsync(Cancel)).Variables["n"]);
        Assert.Equal("3", (await reader.ReadAsync(Cancel)).Variables["n"]);
        Assert.Equal(2, peer.Connections);
    }

    [Fact]
    public async Task Plays_an_outage_from_a_sequence_file()
    {
        string[] sequence = ["ups.status: OL", "battery.charge: 100", "TIMER 3", "ups.status: OB DISCHRG", "battery.charge: 90", "TIMER 3"];
        await using var upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Sequence = sequence });
        await using var reader = Reader(upsd);
        await StatusAsync(reader, "OB DISCHRG");
        Assert.Equal("90", (await reader.ReadAsync(Cancel)).Variables["battery.charge"]);
        await StatusAsync(reader, "OL");
    }

    private static NutEndpoint Endpoint(RealUpsd upsd) => new() { Host = "127.0.0.1", Port = upsd.Port };

    private static NutReader Reader(RealUpsd upsd) => new(Endpoint(upsd), "ups", TimeProvider.System);

    private static async Task StatusAsync(NutReader reader, string expected)
    {
        var last = "";
        await UntilAsync(async () => (last = (await reader.ReadAsync(Cancel)).Variables.GetValueOrDefault("ups.status", "")) == expected, () => last);
    }

    private static async Task<NutErrorCode?> RefusalAsync(NutReader reader, NutErrorCode expected)
    {
        NutErrorCode? last = null;
        await UntilAsync(
            async () =>
            {
                try
                {
                    await reader.ReadAsync(Cancel);
                    return false;
                }
                catch (NutRefusedException refusal)
                {
                    last = refusal.Code;
                    return last == expected;
                }
            },
            () => $"{last}");
        return last;
    }

    private static async Task UntilAsync(Func<Task<bool>> condition, Func<string> last)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (NutException failure) when (TimeProvider.System.GetElapsedTime(start) < Bound)
            {
                TestContext.Current.TestOutputHelper?.WriteLine(failure.Message);
            }

            Assert.True(TimeProvider.System.GetElapsedTime(start) < Bound, $"It stayed at {last()}.");
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
        }
    }
}
