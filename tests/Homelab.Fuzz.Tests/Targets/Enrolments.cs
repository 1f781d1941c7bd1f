using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Google.Protobuf;
using Grpc.Core;
using Homelab.Contracts.V1;
using Homelab.Coordinator;
using Homelab.Coordinator.Lab;
using Homelab.Coordinator.Tests.Api;
using Homelab.Coordinator.Trust;
using Homelab.Domain.Trust;
using Homelab.Files.Programs;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.Host.Trust;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Waiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>
/// A request to enrol, from whoever reaches the coordinator, while one node is invited. Signed is only what proves its key and has the secret, and it says no more than the invitation did; whoever is refused leaves everything as it was.
/// </summary>
internal sealed class Enrolments : Target
{
    private const string Invited = "pi1";

    private static readonly byte[] s_secret = [.. Enumerable.Range(1, EnrolmentToken.SecretBytes).Select(number => (byte)number)];
    private static readonly string[] s_texts = [Invited, "nas", "hub", "pi9", "", "PI1", "pi1\u0000", "CN=pi1,O=x", "coordinator", new('x', 5000), new('\u00e9', 200)];

    private readonly TempFolder _folder = new();
    private readonly HandClock _clock = new();
    private readonly StrangersCall _call = new();
    private readonly LabFileSource _lab;
    private readonly WebApplication _app;
    private readonly CertificationService _service;
    private readonly CertificateAuthority _authority;
    private readonly Invitations _invitations;
    private readonly EnrolmentBook _book;
    private readonly byte[] _hash;

    public Enrolments()
    {
        _lab = LabFileSource.Open(_folder.Write("lab.yaml", CoordinatorUnderTest.LabText), _clock).GetAwaiter().GetResult();
        var file = new CoordinatorFileConfig { LabFile = _lab.Path, StateDirectory = _folder.Folder("state"), SecretsDirectory = _folder.At("secrets"), Agents = new(System.Net.IPAddress.Loopback, 1) };
        _app = CoordinatorHost.Build(file, _lab, new BootIdentity("boot-of-the-host", 7, "test"), "00000000000000aa", _clock);
        _service = _app.Services.GetRequiredService<CertificationService>();
        _authority = _app.Services.GetRequiredService<Authorities>().Newest;
        _invitations = _app.Services.GetRequiredService<Invitations>();
        _book = _app.Services.GetRequiredService<EnrolmentBook>();
        _hash = EnrolmentToken.Hash(Invited, _authority.Hash, s_secret);
        if (Answer(Request(SigningRequests.Right)) is null)
        {
            throw new InvalidOperationException("A right request is refused, so that nothing was tried here.");
        }
    }

    public override string Name => "enrolment";

    public override IReadOnlyList<byte[]> Words { get; } =
        [s_secret, [0x30, 0x80], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x02, 0x01, 0x00], [0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07], [0x05, 0x00], [0xa0, 0x00], .. s_texts.Select(Bytes)];

    public override Gen<byte[]> Formed { get; } = Gen.Int[0, int.MaxValue - 1].Select(seed => Any(new Random(seed)).ToByteArray());

    public override IEnumerable<(string Name, byte[] Bytes)> Made =>
    [
        ("right", Request(SigningRequests.Right).ToByteArray()),
        ("explicit-curve", Request(SigningRequests.WithExplicitCurve).ToByteArray()),
        ("an-authority-and-another-node", Request(SigningRequests.WithWishes).ToByteArray()),
        ("rsa", Request(SigningRequests.OfRsa).ToByteArray()),
        ("signed-by-another", Request(SigningRequests.SignedByAnother).ToByteArray()),
        ("another-node", new EnrolRequest(Request(SigningRequests.Right)) { Node = "nas" }.ToByteArray()),
        ("no-secret", new EnrolRequest(Request(SigningRequests.Right)) { Secret = ByteString.Empty }.ToByteArray()),
    ];

    public override void Take(byte[] input)
    {
        EnrolRequest request;
        try
        {
            request = EnrolRequest.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }

        var before = _book.All.ToList();
        if (Answer(request) is { } issued)
        {
            JudgeSigned(request, issued);
        }
        else
        {
            Hold(_book.All.SequenceEqual(before), "Who was refused has changed the enrolments.");
            Hold(_invitations.Take(Invited, _hash) is not null, "Who was refused has used the invitation up.");
        }
    }

    public override void Dispose()
    {
        _app.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _lab.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _folder.Dispose();
    }

    private static EnrolRequest Request(byte[] signingRequest) =>
        new() { Node = Invited, Secret = ByteString.CopyFrom(s_secret), SigningRequest = ByteString.CopyFrom(signingRequest), Machine = new Contracts.V1.MachineMarks { Serial = "10000000aaaaaaaa", Installation = "0123" } };

    private static EnrolRequest Any(Random random)
    {
        var request = Request(SigningRequests.Any(random));
        request.Machine = (Contracts.V1.MachineMarks)AnyMessage.Of(Contracts.V1.MachineMarks.Descriptor, random, s_texts);
        request.Node = random.Next(4) == 0 ? s_texts[random.Next(s_texts.Length)] : request.Node;
        request.Secret = random.Next(6) switch
        {
            0 => ByteString.CopyFrom([.. s_secret[..^1], 0]),
            1 => ByteString.CopyFrom(s_secret[..random.Next(s_secret.Length)]),
            _ => request.Secret,
        };
        return request;
    }

    /// <summary>Null where it was refused in one of the ways that are meant for it.</summary>
    private IssuedCertificate? Answer(EnrolRequest request)
    {
        // One address may try once a second.
        _clock.Advance(TimeSpan.FromSeconds(1));
        _invitations.Add(new Invitation(Invited, _hash, _clock.Now() + Invitation.Usual));
        try
        {
            return _service.Enrol(request, _call).GetAwaiter().GetResult();
        }
        catch (RpcException refusal) when (refusal.StatusCode is StatusCode.InvalidArgument or StatusCode.PermissionDenied)
        {
            return null;
        }
    }

    private void JudgeSigned(EnrolRequest request, IssuedCertificate issued)
    {
        Hold(request.Node == Invited && request.Secret.Span.SequenceEqual(s_secret), "It was signed without the secret of this node.");
        using var certificate = X509CertificateLoader.LoadCertificate(issued.Certificate.ToByteArray());
        Hold(SelfSignature.KeyOf(request.SigningRequest.ToByteArray()) is { } key && certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(key), "What was signed is no key that the request proves.");
        Hold(PinnedAuthority.NodeOf(certificate, _authority.Trusted)?.Node == Invited && certificate.Subject == $"CN={Invited}", "The certificate is of somebody else.");
        Hold(certificate.Extensions.OfType<X509BasicConstraintsExtension>().Single() is { CertificateAuthority: false }, "The certificate is an authority's.");
        Hold(_book.All.Single() is { Node: Invited } enrolment && enrolment.Certificates.SequenceEqual([certificate.SerialNumber]), "The enrolment that is kept is not the one that was given.");
        Hold(_invitations.Take(Invited, _hash) is null, "The invitation is good for another time.");
    }

    private static void Hold(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
