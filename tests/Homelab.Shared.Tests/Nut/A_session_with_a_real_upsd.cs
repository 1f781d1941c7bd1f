using Homelab.Nut;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class A_session_with_a_real_upsd(A_session_with_a_real_upsd.Server server) : IClassFixture<A_session_with_a_real_upsd.Server>
{
    private readonly RealUpsd _upsd = server.Upsd;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_names_variables_commands_and_logins()
    {
        await using var session = await ConnectAsync(user: null);
        Assert.Contains("Network UPS Tools", await session.VersionAsync(Cancel));
        Assert.Equal([new NutUps("ups", "A \"test\" UPS")], await session.ListUpsAsync(Cancel));
        var variables = await session.ListVariablesAsync("ups", Cancel);
        Assert.Equal("OL", variables["ups.status"]);
        Assert.Equal(await _upsd.TryReadAsync("battery.runtime"), variables["battery.runtime"]);
        Assert.Equal("100", await session.GetVariableAsync("ups", "battery.charge", Cancel));
        Assert.Contains("load.off", await session.ListCommandsAsync("ups", Cancel));
        Assert.Empty(await session.ListClientsAsync("ups", Cancel));
        Assert.Equal(0, await session.CountLoginsAsync("ups", Cancel));
        Assert.False(session.IsEncrypted);
    }

    [Fact]
    public async Task Is_told_who_has_a_primarys_rights()
    {
        await using var granted = await NutSession.ConnectAsync(new NutEndpoint { Host = "127.0.0.1", Port = _upsd.Port, User = "primary", Password = "first" }, TimeProvider.System, Cancel);
        await granted.CheckPrimaryAsync("ups", Cancel);
        await using var wrong = await NutSession.ConnectAsync(new NutEndpoint { Host = "127.0.0.1", Port = _upsd.Port, User = "primary", Password = "second" }, TimeProvider.System, Cancel);
        Assert.Equal(NutErrorCode.AccessDenied, (await Assert.ThrowsAsync<NutRefusedException>(() => wrong.CheckPrimaryAsync("ups", Cancel))).Code);
        Assert.Equal("OL", await granted.GetVariableAsync("ups", "ups.status", Cancel));
    }

    [Fact]
    public async Task Tracks_a_command_to_its_outcome()
    {
        await using var session = await ConnectAsync();
        Assert.Null((await session.RunCommandAsync("ups", "load.off", null, Cancel)).TrackingId);
        await session.SetTrackingAsync(true, Cancel);

        // dummy-ups names load.off and then does not know it: the honest answer is only seen with tracking.
        Assert.Equal(new NutTracking(NutTrackingState.Failed, NutErrorCode.Unknown), await OutcomeAsync(session, await session.RunCommandAsync("ups", "load.off", null, Cancel)));
        Assert.Equal(new NutTracking(NutTrackingState.Success), await OutcomeAsync(session, await session.SetVariableAsync("ups", "ups.load", "55", Cancel)));
        Assert.Equal("55", await _upsd.TryReadAsync("ups.load"));
    }

    [Fact]
    public async Task Learns_of_a_wrong_password_at_the_first_privileged_verb()
    {
        await using var session = await ConnectAsync(password: "wrong");
        Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
        var refusal = await Assert.ThrowsAsync<NutRefusedException>(() => session.ForceShutdownAsync("ups", Cancel));
        Assert.Equal(NutErrorCode.AccessDenied, refusal.Code);
        Assert.Equal("The NUT server answered ERR ACCESS-DENIED to FSD ups.", refusal.Message);
        Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
    }

    [Fact]
    public async Task Gives_each_refusal_its_code()
    {
        await using var anonymous = await ConnectAsync(user: null);
        Assert.Equal(NutErrorCode.UsernameRequired, await CodeAsync(() => anonymous.ForceShutdownAsync("ups", Cancel)));
        Assert.Equal(NutErrorCode.UnknownUps, await CodeAsync(() => anonymous.ListVariablesAsync("nix", Cancel)));
        Assert.Equal(NutErrorCode.VarNotSupported, await CodeAsync(() => anonymous.GetVariableAsync("ups", "no.such", Cancel)));
        await using var known = await ConnectAsync();
        Assert.Equal(NutErrorCode.CmdNotSupported, await CodeAsync(() => known.RunCommandAsync("ups", "no.such", null, Cancel)));
        Assert.Equal(NutErrorCode.ReadOnly, await CodeAsync(() => known.SetVariableAsync("ups", "driver.name", "x", Cancel)));
    }

    [Fact]
    public async Task Survives_words_with_quotes_and_comments_in_them()
    {
        await using var session = await ConnectAsync();
        Assert.Equal(NutErrorCode.VarNotSupported, await CodeAsync(() => session.GetVariableAsync("ups", "a #\"b\\", Cancel)));
        Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
    }

    [Fact]
    public async Task Goes_plain_where_TLS_is_not_offered_unless_it_is_required()
    {
        var refusal = await Assert.ThrowsAsync<NutTlsException>(async () => await NutSession.ConnectAsync(
            new NutEndpoint { Host = "127.0.0.1", Port = _upsd.Port, Tls = NutTls.Required }, TimeProvider.System, Cancel));
        Assert.Contains("does not offer TLS (ERR FEATURE-NOT-CONFIGURED)", refusal.Message);
    }

    private Task<NutSession> ConnectAsync(string? user = RealUpsd.User, string password = RealUpsd.Password) => NutSession.ConnectAsync(
        new NutEndpoint { Host = "127.0.0.1", Port = _upsd.Port, User = user, Password = password }, TimeProvider.System, Cancel);

    private static async Task<NutErrorCode> CodeAsync(Func<Task> exchange) => (await Assert.ThrowsAsync<NutRefusedException>(exchange)).Code;

    private static async Task<NutTracking> OutcomeAsync(NutSession session, NutSubmission submission)
    {
        for (var attempt = 0; attempt < 200; attempt++)
        {
            var tracking = await session.GetTrackingAsync(submission.TrackingId!, Cancel);
            if (tracking.State != NutTrackingState.Pending)
            {
                return tracking;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, Cancel);
        }

        throw new TimeoutException("The command stayed pending.");
    }

    public sealed class Server : IAsyncLifetime
    {
        public RealUpsd Upsd { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Upsd = await RealUpsd.StartAsync();

        public ValueTask DisposeAsync() => Upsd.DisposeAsync();
    }
}
