using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CsCheck;
using Google.Protobuf;
using Homelab.Agent.Trust;
using Homelab.Contracts.V1;
using Homelab.Coordinator.Trust;
using Homelab.Host.Trust;
using Homelab.TestKit.Repo;

namespace Homelab.Fuzz.Tests.Targets;

/// <summary>
/// What a node is given when it asked for its certificate. Taken is only what is of this node, of its own key and of an authority that came along, and the agent reads again what it keeps of that.
/// </summary>
internal sealed class IssuedCertificates : Target
{
    private const string Node = "pi1";

    /// <summary>The same in each run, so that a kept answer stays right.</summary>
    private static readonly ECDsa s_key = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, D = [.. Enumerable.Range(1, 32).Select(number => (byte)number)] });

    private static readonly PublicKey s_public = new(s_key);
    private static readonly PublicKey s_another = new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    private readonly TempFolder _folder = new();
    private readonly CertificateAuthority _authority;
    private readonly CertificateAuthority _next;

    public IssuedCertificates()
    {
        _authority = CertificateAuthority.Make(_folder.At("authority.pem"));
        _next = CertificateAuthority.Make(_folder.At("next.pem"));
        if (Taken(Right) is null || Taken(Of(Leaf(_authority, "nas", s_public), _authority)) is not null)
        {
            throw new InvalidOperationException("The right one is refused or a wrong one taken, so that nothing was tried here.");
        }
    }

    public override string Name => "issued";

    public override IReadOnlyList<byte[]> Words { get; } =
        [[0x30, 0x80], [0x30, 0x84, 0xff, 0xff, 0xff, 0xff], [0x02, 0x01, 0x00], [0x05, 0x00], [0xa0, 0x00], [0x0a, 0x00], [0x12, 0x00], .. Utf8("pi1", "nas", "CN=pi1", "-----END CERTIFICATE-----")];

    public override Gen<byte[]> Formed => Gen.Int[0, int.MaxValue - 1].Select(seed => Any(new Random(seed)).ToByteArray());

    public override IEnumerable<(string Name, byte[] Bytes)> Made =>
    [
        ("right", Right.ToByteArray()),
        ("during-a-rotation", Of(Leaf(_next, Node, s_public), _authority, _next).ToByteArray()),
        ("of-another-node", Of(Leaf(_authority, "nas", s_public), _authority).ToByteArray()),
        ("of-another-key", Of(Leaf(_authority, Node, s_another), _authority).ToByteArray()),
        ("of-no-authority-that-came", Of(Leaf(_authority, Node, s_public), _next).ToByteArray()),
        ("without-authorities", Of(Leaf(_authority, Node, s_public)).ToByteArray()),
        ("the-authority-itself", Of(_authority.Certificate, _authority).ToByteArray()),
        ("nothing", new IssuedCertificate().ToByteArray()),
    ];

    private IssuedCertificate Right => Of(Leaf(_authority, Node, s_public), _authority);

    public override void Take(byte[] input)
    {
        IssuedCertificate issued;
        try
        {
            issued = IssuedCertificate.Parser.ParseFrom(input);
        }
        catch (InvalidProtocolBufferException)
        {
            return;
        }

        if (Taken(issued) is { } pem)
        {
            Judge(pem, issued);
        }
    }

    public override void Dispose()
    {
        _authority.Dispose();
        _next.Dispose();
        _folder.Dispose();
    }

    /// <summary>Null where the agent would say why not.</summary>
    private static string? Taken(IssuedCertificate issued)
    {
        try
        {
            return IssuedPem.Of(issued, Node, s_key);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Judge(string pem, IssuedCertificate issued)
    {
        using var kept = Credentials.Read(pem) ?? throw new InvalidOperationException("What was taken cannot be read again.");
        Hold(kept.Certificate.RawData.AsSpan().SequenceEqual(issued.Certificate.Span), "Another certificate is kept than the one that came.");
        Hold(kept.Certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(s_key.ExportSubjectPublicKeyInfo()), "It is of another key.");
        Hold(PinnedAuthority.NodeOf(kept.Certificate, kept.Authorities)?.Node == Node, "It is of somebody else.");
        Hold(kept.Authorities.Select(authority => ByteString.CopyFrom(authority.RawData)).All(issued.Authorities.Contains), "An authority is believed that did not come.");
        Hold(kept.Life.From < kept.Life.Until, "It ends before it begins.");
    }

    private static byte[] Leaf(CertificateAuthority by, string node, PublicKey key)
    {
        using var signed = by.SignForNode(node, key, DateTimeOffset.UnixEpoch);
        return signed.RawData;
    }

    private static IssuedCertificate Of(byte[] certificate, params IEnumerable<CertificateAuthority> authorities)
    {
        var issued = new IssuedCertificate { Certificate = ByteString.CopyFrom(certificate) };
        issued.Authorities.AddRange(authorities.Select(authority => ByteString.CopyFrom(authority.Certificate)));
        return issued;
    }

    private IssuedCertificate Any(Random random)
    {
        var by = random.Next(3) == 0 ? _next : _authority;
        var issued = Of(Leaf(by, random.Next(6) == 0 ? "nas" : Node, random.Next(6) == 0 ? s_another : s_public), new[] { by, _authority, _next }[..random.Next(4)]);
        if (random.Next(3) > 0)
        {
            issued.Certificate = Edited(issued.Certificate, random);
        }

        for (var i = 0; i < issued.Authorities.Count && random.Next(3) == 0; i++)
        {
            issued.Authorities[i] = Edited(issued.Authorities[i], random);
        }

        return issued;
    }

    private static ByteString Edited(ByteString der, Random random) => ByteString.CopyFrom(DerEdits.Edited(der.ToByteArray(), random));

    private static void Hold(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new InvalidOperationException(otherwise);
        }
    }
}
