using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Net.Client;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>An agent gives its secret to nobody else, and takes orders from nobody else.</summary>
public sealed class WhoIsNotTheCoordinator : OneNodeAndItsCoordinator
{
    private readonly TempFolder _folder = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task AHub_with_another_authority_never_hears_the_secret()
    {
        using var other = CertificateAuthority.Make(_folder.At(AuthorityFile.Name));
        await using var stranger = await new FalseCoordinator(other.SignForCoordinator(Pi1.Clock.GetUtcNow()), other.Certificate).StartAsync();
        var token = await Pi1.InvitedAsync();

        Assert.Contains("is not the coordinator that printed this line", await Pi1.EnrolAsync(token, stranger.Address), StringComparison.Ordinal);
        Assert.Empty(stranger.Told);

        // The true certificate is public: who shows it about still cannot open a connection that it vouches for.
        await using var relay = await new FalseCoordinator(other.SignForCoordinator(Pi1.Clock.GetUtcNow()), Hub.Service<Authorities>().Newest.Certificate).StartAsync();
        Assert.Contains("is not the coordinator", await Pi1.EnrolAsync(token, relay.Address), StringComparison.Ordinal);
        Assert.Empty(relay.Told);

        // Without the hash, by a token for that authority, it would have heard it; and the secret is still good with who printed it.
        await Pi1.EnrolAsync(new EnrolmentToken(other.Hash, token.Secret), stranger.Address);
        Assert.Equal(token.Secret, Assert.IsType<EnrolRequest>(Assert.Single(stranger.Told)).Secret.ToByteArray());
        Assert.Equal("", await Pi1.EnrolAsync(token));
    }

    [Fact]
    public async Task A_stolen_certificate_of_a_node_does_not_playHub()
    {
        await Pi1.EnrolledAsync();
        var stolen = Pi1.Credentials;
        await using var thief = await new FalseCoordinator(stolen.Certificate, Hub.Service<Authorities>().Newest.Certificate).StartAsync();
        using var nas = await new NodeUnderTest(Hub, "nas").EnrolledAsync();

        // Who looks at the chain alone takes the thief for the coordinator.
        using var naive = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => HasChain((X509Certificate2)shown!, stolen.Authorities) } };
        using var channel = GrpcChannel.ForAddress(thief.Address, new GrpcChannelOptions { HttpHandler = naive });
        await new Certification.CertificationClient(channel).RenewAsync(new RenewRequest { SigningRequest = ByteString.Empty }, cancellationToken: TestContext.Current.CancellationToken);
        Assert.Single(thief.Told);

        Assert.Contains("stands for somebody else", await new NodeCertification(thief.Address, nas.File, nas.Marks, nas.Clock).Renew("nas", nas.Credentials, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Single(thief.Told);
    }

    [Fact]
    public async Task A_clock_that_begins_in_1970_does_not_part_a_node_from_itsHub()
    {
        using var node = new NodeUnderTest(Hub, "pi1", new HandClock(DateTimeOffset.UnixEpoch.AddMinutes(3)));
        await node.EnrolledAsync();
        var server = Hub.Service<Authorities>().Newest.SignForCoordinator(Hub.Service<EnrolmentBook>().Known);

        // By the clock alone the certificate does not count yet.
        Assert.False(HasChain(server, node.Credentials.Authorities, node.Clock.GetUtcNow()));
        Assert.True(HasChain(server, node.Credentials.Authorities));
        using var agent = await node.OpenAsync();
        Assert.Equal("attic", (await agent.WelcomeAsync()).Lab);
    }

    [Fact]
    public async Task AHubs_certificate_that_is_over_is_not_taken_even_where_the_clock_is_set_back()
    {
        await Pi1.EnrolledAsync();
        var authority = Hub.Service<Authorities>().Newest;
        var yearsAgo = Hub.Service<EnrolmentBook>().Known.AddDays(-20);
        await using var thief = await new FalseCoordinator(authority.SignForCoordinator(yearsAgo), authority.Certificate).StartAsync();
        var behind = new HandClock(yearsAgo.AddDays(1));

        Assert.Contains("The certificate of the coordinator", await new NodeCertification(thief.Address, Pi1.File, Pi1.Marks, behind).Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Empty(thief.Told);
    }

    [Fact]
    public async Task An_authority_that_theHub_hands_over_is_believed_beside_the_one_that_it_was_proven_by()
    {
        await Pi1.EnrolledAsync();
        var present = Hub.Service<Authorities>().Newest;
        using var next = CertificateAuthority.Make(_folder.At(AuthorityFile.Name));
        await using var changed = await new FalseCoordinator(next.SignForCoordinator(Pi1.Clock.GetUtcNow()), next.Certificate).StartAsync();
        var ask = new NodeCertification(changed.Address, Pi1.File, Pi1.Marks, Pi1.Clock);
        Assert.NotEqual("", await ask.Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken));
        Assert.Empty(changed.Told);

        await using var changing = await new FalseCoordinator(present.SignForCoordinator(Pi1.Clock.GetUtcNow()), present.Certificate)
        {
            Renews = request => new IssuedCertificate
            {
                Certificate = ByteString.CopyFrom(next.SignForNode("pi1", SigningRequest.KeyOf(request.SigningRequest.ToByteArray())!, Pi1.Clock.GetUtcNow()).RawData),
                Authorities = { ByteString.CopyFrom(present.Certificate), ByteString.CopyFrom(next.Certificate) },
            },
        }.StartAsync();
        Assert.Equal("", await new NodeCertification(changing.Address, Pi1.File, Pi1.Marks, Pi1.Clock).Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken));

        Assert.Equal(2, Pi1.Credentials.Authorities.Count);
        await ask.Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken);
        Assert.Single(changed.Told);
    }

    [Fact]
    public void A_role_is_the_one_uri_of_a_certificate_and_goes_with_its_use()
    {
        using var authority = CertificateAuthority.Make(_folder.At(AuthorityFile.Name));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var node = authority.SignForNode("coordinator", new PublicKey(key), DateTimeOffset.UnixEpoch.AddYears(56));
        using var server = authority.SignForCoordinator(DateTimeOffset.UnixEpoch.AddYears(56));

        Assert.Equal("coordinator", PinnedAuthority.NodeOf(node, authority.Trusted)!.Node);
        Assert.False(PinnedAuthority.IsCoordinator(node, authority.Trusted));
        Assert.True(PinnedAuthority.IsCoordinator(server, authority.Trusted));
        Assert.Null(PinnedAuthority.NodeOf(server, authority.Trusted));
        Assert.False(PinnedAuthority.IsCoordinator(server, []));
    }

    private static bool HasChain(X509Certificate2 certificate, X509Certificate2Collection authorities, DateTimeOffset? at = null)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        if (at is { } time)
        {
            chain.ChainPolicy.VerificationTime = time.UtcDateTime;
        }

        return chain.Build(certificate);
    }
}
