using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Grpc.Core;
using Grpc.Net.Client;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Tests.Cli;
using Homelab.Coordinator.Trust;
using Homelab.Host.Trust;
using Homelab.TestKit.Repo;
using static Homelab.Coordinator.Tests.People.SignedIn;

namespace Homelab.Coordinator.Tests.People;

/// <summary><c>listen</c> under TLS, over an address of this machine that is not loopback.</summary>
public sealed class ThePageBeyondLoopback : IAsyncLifetime
{
    private readonly TempFolder _home = new();
    private CoordinatorUnderTest _coordinator = null!;
    private Uri _far = null!;

    public async ValueTask InitializeAsync()
    {
        _coordinator = await CoordinatorUnderTest.StartAsync(configure: file => file with { Tls = true, Listen = new(IPAddress.Any, 0) });
        _far = new Uri($"https://{AStrangerOnTheNetwork.OwnAddress()}:{_coordinator.Rest.Port}");
    }

    public async ValueTask DisposeAsync()
    {
        await _coordinator.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task Nothing_is_answered_there_before_there_is_an_admin_and_then_whoever_proves_who_he_is()
    {
        using var far = Client();
        Assert.Equal(HttpStatusCode.Forbidden, await far.RestAsync(HttpMethod.Get, "/", null));
        Assert.Equal(HttpStatusCode.Forbidden, await far.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        Assert.Equal(HttpStatusCode.Forbidden, await far.RestAsync(HttpMethod.Post, "/api/v1/users", null, new { name = "eve", role = "admin", password = Password }));

        var token = await _coordinator.AdminAsync();
        Assert.Equal(HttpStatusCode.OK, await far.RestAsync(HttpMethod.Get, "/", null));
        Assert.Equal(Authority() + "\n", await far.GetStringAsync("/authority.pem", TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.Unauthorized, await far.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        Assert.Equal(HttpStatusCode.OK, await far.RestAsync(HttpMethod.Get, "/api/v1/status", token));
        using var signedIn = await far.SendAsync(Request(HttpMethod.Post, "/api/v1/session", null, new { name = "ada", password = Password }, ("Sec-Fetch-Site", "same-origin")), TestContext.Current.CancellationToken);
        var cookie = Assert.Single(signedIn.Headers.GetValues("Set-Cookie"));
        Assert.StartsWith("__Host-homelab=", cookie, StringComparison.Ordinal);
        Assert.Contains("; path=/; secure; samesite=strict; httponly", cookie, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_signs_in_there_and_believes_nobody_else()
    {
        var admin = await _coordinator.AdminAsync();
        var environment = new Dictionary<string, string> { ["HOMELAB_COORDINATOR"] = _far.ToString(), ["XDG_CONFIG_HOME"] = _home.Path };
        Assert.Contains("shows a certificate that is not believed here", (await CommandRun.In(environment, Password + "\n", "login", "ada")).Error, StringComparison.Ordinal);

        Directory.CreateDirectory(_home.At("homelab"));
        await File.WriteAllTextAsync(_home.At("homelab/ca.pem"), Authority(), TestContext.Current.CancellationToken);
        var login = await CommandRun.In(environment, Password + "\n", "login", "ada");
        Assert.Equal((0, ""), (login.ExitCode, login.Error));
        Assert.Equal("", (await CommandRun.In(environment, "", "nodes")).Error);
        Assert.NotEqual("", admin);
    }

    /// <summary>An agent without a certificate is taken on loopback in the clear, and must not get round that here.</summary>
    [Fact]
    public async Task Agents_are_not_heard_there()
    {
        using var plain = await _coordinator.ConnectAsync("pi1");
        await plain.WelcomeAsync();

        using var handler = Handler(Authority());
        using var channel = GrpcChannel.ForAddress(_far, new GrpcChannelOptions { HttpHandler = handler });
        using var call = new Uplink.UplinkClient(channel).Connect(cancellationToken: TestContext.Current.CancellationToken);
        var failure = await Assert.ThrowsAsync<RpcException>(async () => await call.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(StatusCode.Unimplemented, failure.StatusCode);
    }

    [Fact]
    public async Task What_the_page_shows_makes_nobody_the_coordinator_of_an_agent()
    {
        X509Certificate2? shown = null;
        using var handler = Handler(Authority());
        handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) =>
        {
            shown = X509CertificateLoader.LoadCertificate(certificate!.GetRawCertData());
            return errors == SslPolicyErrors.None;
        };
        using var http = new HttpClient(handler) { BaseAddress = _far };
        await http.RestAsync(HttpMethod.Get, "/", null);
        var authority = X509Certificate2.CreateFromPem(Authority());
        Assert.False(PinnedAuthority.IsCoordinator(shown!, [authority]));
        Assert.Null(PinnedAuthority.NodeOf(shown!, [authority]));
    }

    [Fact]
    public async Task A_certificate_of_the_operators_is_shown_instead()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var (certificate, keyFile) = (_home.Write("hub.crt", made.ExportCertificatePem()), _home.Write("hub.key", key.ExportPkcs8PrivateKeyPem()));
        await using var other = await CoordinatorUnderTest.StartAsync(configure: file => file with { Tls = true, Certificate = certificate, CertificateKey = keyFile });
        using var handler = Handler(made.ExportCertificatePem());
        using var http = new HttpClient(handler) { BaseAddress = other.Rest };
        Assert.Equal(HttpStatusCode.OK, await http.RestAsync(HttpMethod.Get, "/api/v1/status", null));
        Assert.Equal(HttpStatusCode.NotFound, await http.RestAsync(HttpMethod.Get, "/authority.pem", null));

        _home.Write("hub.crt", "rubbish");
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => CoordinatorUnderTest.StartAsync(configure: file => file with { Tls = true, Certificate = certificate, CertificateKey = keyFile }));
        Assert.Contains("cannot be used for `listen`", failure.Message, StringComparison.Ordinal);
        using var again = new HttpClient(Handler(made.ExportCertificatePem())) { BaseAddress = other.Rest };
        Assert.Equal(HttpStatusCode.OK, await again.RestAsync(HttpMethod.Get, "/api/v1/status", null));
    }

    [Fact]
    public async Task Who_fetches_the_authority_while_it_is_rotated_believes_the_page_before_and_after_the_end()
    {
        var token = await _coordinator.AdminAsync();
        var former = Authority();
        _coordinator.Service<Authorities>().Begin();
        using var before = new HttpClient(Handler(former)) { BaseAddress = _far };
        var both = await before.GetStringAsync("/authority.pem", TestContext.Current.CancellationToken);

        _coordinator.Service<Authorities>().Finish();
        using var late = new HttpClient(Handler(former)) { BaseAddress = _far };
        await Assert.ThrowsAsync<HttpRequestException>(() => late.RestAsync(HttpMethod.Get, "/api/v1/status", token));
        using var after = new HttpClient(Handler(both)) { BaseAddress = _far };
        Assert.Equal(HttpStatusCode.OK, await after.RestAsync(HttpMethod.Get, "/api/v1/status", token));
    }

    private HttpClient Client() => new(Handler(Authority())) { BaseAddress = _far };

    private string Authority() => _coordinator.Service<Authorities>().Newest.Trusted[0].ExportCertificatePem();

    private static SocketsHttpHandler Handler(string authority)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPem(authority);
        return new SocketsHttpHandler { UseCookies = false, SslOptions = { CertificateChainPolicy = policy } };
    }
}
