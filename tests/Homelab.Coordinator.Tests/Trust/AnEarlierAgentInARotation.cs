using System.Collections.Concurrent;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Events;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Tests.Trust;

/// <summary>An agent from before there were rotations: it asks for the coordinator by its address alone, and looks at no authorities but when it renews.</summary>
public sealed class AnEarlierAgentInARotation : OneNodeAndItsCoordinator
{
    [Fact]
    public async Task It_cannot_enrol_is_told_what_to_do_and_keeps_its_secret_for_after_the_end()
    {
        var told = new ConcurrentQueue<RecordedEvent>();
        Hub.Service<EventFeed>().Added += told.Enqueue;
        await Hub.BeginAsync();
        var token = await Pi1.InvitedAsync();
        var said = await EnrolAsEarlierAsync(token);
        Assert.Contains("an agent of this earlier version cannot enrol meanwhile", said, StringComparison.Ordinal);
        Assert.Contains("homelab ca rotate --finish", said, StringComparison.Ordinal);
        Assert.Contains("An agent of an earlier version at 127.0.0.1 tried to enrol.", Assert.Single(told, happened => happened.Code == "EnrolmentRefused").Message, StringComparison.Ordinal);

        await Hub.FinishAsync();
        Assert.Equal("", await EnrolAsEarlierAsync(token));
        Assert.Equal("newest", await Hub.StandingAsync("pi1"));
    }

    [Fact]
    public async Task With_the_next_version_installed_the_same_line_is_taken()
    {
        await Hub.BeginAsync();
        var token = await Pi1.InvitedAsync();
        await EnrolAsEarlierAsync(token);

        Assert.Equal("", await Pi1.EnrolAsync(token));
        Assert.Null(await Pi1.ComesInAsync(1));
    }

    [Fact]
    public async Task One_that_was_enrolled_before_is_heard_all_the_time_and_moves_when_its_certificate_is_renewed()
    {
        Assert.Equal("", await EnrolAsEarlierAsync(await Pi1.InvitedAsync()));
        await Hub.BeginAsync();
        Assert.Null(await Pi1.ComesInAsync(1));
        Assert.Contains("nobody would hear pi1:", await Hub.FinishIsRefusedAsync(), StringComparison.Ordinal);

        Assert.Equal("", await new NodeCertification(Hub.Agents!, Pi1.File, Pi1.Marks, Pi1.Clock).Renew("pi1", Pi1.Credentials, TestContext.Current.CancellationToken));
        Assert.Equal("former", await Hub.StandingAsync("pi1"));
        Assert.Null(await Pi1.ComesInAsync(2));
        await Hub.FinishAsync();
        Assert.Null(await Pi1.ComesInAsync(3));
    }

    /// <summary>As it was done before there were rotations.</summary>
    private async Task<string> EnrolAsEarlierAsync(EnrolmentToken token)
    {
        CoordinatorCheck? check = null;
        try
        {
#pragma warning disable CA5359 // As the agent does: what comes is held against the hash.
            var any = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls13, RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
            using var first = new CoordinatorChannel(Hub.Agents!, any);
            var authority = (await new Certification.CertificationClient(first.Grpc).GetAuthorityAsync(new GetAuthorityRequest(), cancellationToken: TestContext.Current.CancellationToken)).Certificate.ToByteArray();
            Assert.True(token.IsOf(authority));

            check = new CoordinatorCheck(Hub.Agents!, [X509CertificateLoader.LoadCertificate(authority)], Pi1.Clock.GetUtcNow);
            using var proven = new CoordinatorChannel(Hub.Agents!, check.Options(own: null), check);
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(new X500DistinguishedName("CN=pi1"), key, HashAlgorithmName.SHA256).CreateSigningRequest();
            var issued = await new Certification.CertificationClient(proven.Grpc).EnrolAsync(
                new EnrolRequest
                {
                    Node = "pi1", Secret = ByteString.CopyFrom(token.Secret), SigningRequest = ByteString.CopyFrom(request), Machine = Contracts.Trust.MachineMarksMessage.Of(Pi1.Marks),
                },
                cancellationToken: TestContext.Current.CancellationToken);
            Pi1.File.Prepare();
            Pi1.File.Write(Credentials.Pem(key, issued.Certificate.ToByteArray(), issued.Authorities.Select(der => der.ToByteArray())));
            return "";
        }
        catch (RpcException failure)
        {
            return check is { Problem.Length: > 0 } ? check.Problem : failure.Status.Detail;
        }
    }
}
