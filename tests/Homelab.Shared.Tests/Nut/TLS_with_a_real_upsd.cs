using Homelab.Nut;
using Homelab.TestKit.Nut;

namespace Homelab.Shared.Tests.Nut;

public sealed class TLS_with_a_real_upsd(TLS_with_a_real_upsd.Server server) : IClassFixture<TLS_with_a_real_upsd.Server>
{
    private readonly RealUpsd _upsd = server.Upsd;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Is_used_where_it_is_offered()
    {
        await using var session = await ConnectAsync(NutTls.WhenOffered, null);
        Assert.True(session.IsEncrypted);
        Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
        await session.SetTrackingAsync(true, Cancel);
    }

    [Fact]
    public async Task Is_not_used_where_it_must_not_be()
    {
        await using var session = await ConnectAsync(NutTls.Never, null);
        Assert.False(session.IsEncrypted);
    }

    [Fact]
    public async Task Required_takes_the_pinned_certificate_and_no_other()
    {
        await using (var session = await ConnectAsync(NutTls.Required, _upsd.CertificateSha256))
        {
            Assert.True(session.IsEncrypted);
            Assert.Equal("OL", await session.GetVariableAsync("ups", "ups.status", Cancel));
        }

        await Assert.ThrowsAsync<NutTlsException>(() => ConnectAsync(NutTls.Required, new string('0', 64)));
        var selfSigned = await Assert.ThrowsAsync<NutTlsException>(() => ConnectAsync(NutTls.Required, null));
        Assert.Contains("not trusted", selfSigned.Message);
    }

    private Task<NutSession> ConnectAsync(NutTls tls, string? pin) => NutSession.ConnectAsync(
        new NutEndpoint
        {
            Host = "127.0.0.1", Port = _upsd.Port, Tls = tls, CertificateSha256 = pin, User = RealUpsd.User, Password = RealUpsd.Password,
        },
        TimeProvider.System,
        Cancel);

    public sealed class Server : IAsyncLifetime
    {
        public RealUpsd Upsd { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Upsd = await RealUpsd.StartAsync(new RealUpsdOptions { Tls = true });

        public ValueTask DisposeAsync() => Upsd.DisposeAsync();
    }
}
