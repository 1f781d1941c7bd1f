namespace Homelab.Domain.Trust;

/// <summary>What a certificate of this lab's authority proves.</summary>
/// <param name="Certificate">Its serial number, in hexadecimal.</param>
/// <param name="Authority">The hash of the authority that signed it; see <see cref="AuthorityName"/>.</param>
public sealed record ProvenNode(string Node, string Certificate, CertificateLife Life, string Authority = "");

/// <summary>Who opens a stream, and on what.</summary>
/// <param name="Node">As the hello has it.</param>
/// <param name="Proof">Null where no certificate came with the connection.</param>
/// <param name="PlainIsTaken">The coordinator takes agents without certificates: it listens on loopback only, or `insecure: true` wants it.</param>
public sealed record StreamClaim(string Node, MachineMarks Machine, ProvenNode? Proof, bool PlainIsTaken);

/// <summary>Why a stream is refused.</summary>
/// <param name="Code">As in the protocol's Refusal.</param>
/// <param name="Node">Whom it concerns: the node that was proven, or else the one that was claimed.</param>
/// <param name="Sentence">A whole sentence that says what to do.</param>
public sealed record TrustRefusal(string Code, string Node, string Sentence);
