using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.Trust;
using Homelab.Contracts.V1;
using Homelab.Domain.Trust;
using Homelab.Host.Trust;

namespace Homelab.Agent.Trust;

/// <summary>Gets this node's certificate. The key is made here, and only its public half is sent.</summary>
internal sealed class NodeCertification(Uri coordinator, CredentialFile file, Domain.Trust.MachineMarks marks, TimeProvider clock)
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);

    /// <summary>The first one. The secret is sent only to who proves to be of the authority that the token names.</summary>
    /// <returns>Empty, or a sentence that says what went wrong and what to do.</returns>
    public async Task<string> Enrol(string node, EnrolmentToken token, CancellationToken stop)
    {
        try
        {
            if (await Authority(stop).ConfigureAwait(false) is var der && !token.IsOf(der))
            {
                return $"What answers at {coordinator} is not the coordinator that printed this line, or has another authority now. Nothing was sent to it. Print a new line: homelab enroll {node}.";
            }

            var check = new CoordinatorCheck(coordinator, [X509CertificateLoader.LoadCertificate(der)], clock.GetUtcNow);
            using var channel = new CoordinatorChannel(coordinator, check.Options(own: null), check, askedFor: AuthorityName.AsHost(token.Authority));
            return await Take(node, check, (request, options) => new Certification.CertificationClient(channel.Grpc).EnrolAsync(
                new EnrolRequest { Node = node, Secret = ByteString.CopyFrom(token.Secret), SigningRequest = request, Machine = MachineMarksMessage.Of(marks) }, options), stop).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is RpcException or CryptographicException)
        {
            return Sentence(failure, null);
        }
    }

    /// <summary>The next one, with the present one as the proof.</summary>
    public async Task<string> Renew(string node, Credentials present, CancellationToken stop)
    {
        var check = new CoordinatorCheck(coordinator, present.Authorities, () => present.Known(clock));
        using var channel = new CoordinatorChannel(coordinator, check.Options(present.Certificate), check);
        return await Take(node, check, (request, options) => new Certification.CertificationClient(channel.Grpc).RenewAsync(
            new RenewRequest { SigningRequest = request, Machine = MachineMarksMessage.Of(marks) }, options), stop).ConfigureAwait(false);
    }

    /// <summary>Whether the coordinator has other authorities than this node believes; false too where it gives no answer, or is an older one that does not say.</summary>
    public async Task<bool> HaveAuthoritiesChanged(Credentials present, CancellationToken stop)
    {
        var check = new CoordinatorCheck(coordinator, present.Authorities, () => present.Known(clock));
        using var channel = new CoordinatorChannel(coordinator, check.Options(present.Certificate), check);
        try
        {
            var told = (await Ask(channel, stop).ConfigureAwait(false)).Authorities.Select(der => AuthorityName.Of(der.Span)).ToHashSet();
            return told.Count > 0 && !told.SetEquals(present.Authorities.Select(believed => AuthorityName.Of(believed.RawData)));
        }
        catch (Exception failure) when (failure is RpcException or CryptographicException)
        {
            return false;
        }
    }

    private async Task<string> Take(
        string node, CoordinatorCheck check, Func<ByteString, CallOptions, AsyncUnaryCall<IssuedCertificate>> ask, CancellationToken stop)
    {
        // By its own clock, which may be set while this waits, a deadline could be over at once.
        using var bound = new CancellationTokenSource(Bound, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, bound.Token);
        try
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            var request = new CertificateRequest(new X500DistinguishedName($"CN={node}"), key, HashAlgorithmName.SHA256).CreateSigningRequest();
            var issued = await ask(ByteString.CopyFrom(request), new CallOptions(cancellationToken: patience.Token)).ResponseAsync.ConfigureAwait(false);
            if (IssuedPem.Of(issued, node, key) is not { } pem)
            {
                return $"The coordinator at {coordinator} gave a certificate that is none of {node}'s. Install the same version of agent and coordinator.";
            }

            file.Write(pem);
            return "";
        }
        catch (IOException)
        {
            return $"{file.Path} could not be written: is the disk full, or is this not the agent's user?";
        }
        catch (Exception failure) when (failure is RpcException or CryptographicException)
        {
            return Sentence(failure, check);
        }
    }

    /// <summary>From whoever answers: what comes is held against the hash.</summary>
    private async Task<byte[]> Authority(CancellationToken stop)
    {
#pragma warning disable CA5359 // What is asked for is public, nothing is sent, and the answer is held against the hash that the operator brought.
        var tls = new SslClientAuthenticationOptions { EnabledSslProtocols = SslProtocols.Tls13, RemoteCertificateValidationCallback = (_, _, _, _) => true };
#pragma warning restore CA5359
        using var channel = new CoordinatorChannel(coordinator, tls);
        return (await Ask(channel, stop).ConfigureAwait(false)).Certificate.ToByteArray();
    }

    private async Task<Authority> Ask(CoordinatorChannel channel, CancellationToken stop)
    {
        using var bound = new CancellationTokenSource(Bound, clock);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop, bound.Token);
        return await new Certification.CertificationClient(channel.Grpc).GetAuthorityAsync(new GetAuthorityRequest { NamesAuthority = true }, cancellationToken: patience.Token).ResponseAsync.ConfigureAwait(false);
    }

    private string Sentence(Exception failure, CoordinatorCheck? check) => (failure, check) switch
    {
        (_, { Problem.Length: > 0 }) => check.Problem,
        (RpcException { StatusCode: StatusCode.Unavailable, Status.Detail.Length: > 0 } rpc, _) when rpc.InnerException is null && rpc.Status.DebugException is null => rpc.Status.Detail,
        (RpcException { StatusCode: StatusCode.Unavailable or StatusCode.Internal }, _) => $"The coordinator at {coordinator} does not answer, or not over TLS. Is that its `agents` address, and can this machine reach it?",
        (RpcException { StatusCode: StatusCode.Cancelled or StatusCode.DeadlineExceeded }, _) => $"The coordinator at {coordinator} gave no answer in time.",
        (RpcException { StatusCode: StatusCode.Unimplemented }, _) => $"What answers at {coordinator} is no homelab coordinator, or an older one.",
        (RpcException { Status.Detail.Length: > 0 } rpc, _) => rpc.Status.Detail,
        _ => $"The coordinator at {coordinator} gave no certificate ({failure.GetType().Name}).",
    };
}
