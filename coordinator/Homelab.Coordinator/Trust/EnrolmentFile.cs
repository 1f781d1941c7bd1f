using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Homelab.Domain.Trust;

namespace Homelab.Coordinator.Trust;

/// <summary>The enrolments as they lie on disk.</summary>
/// <param name="NewestWallMs">When the newest certificate of a node was signed.</param>
internal sealed record EnrolmentFile(int Schema, long NewestWallMs, List<EnrolmentEntry> Nodes)
{
    public static EnrolmentFile Of(IEnumerable<Enrolment> nodes, DateTimeOffset newest) => new(1, newest.ToUnixTimeMilliseconds(), [.. nodes.Select(EnrolmentEntry.Of)]);
}

internal sealed record EnrolmentEntry(string Node, string Serial, string Installation, List<string> Certificates, long EnrolledWallMs, long UntilWallMs, long? RevokedWallMs,
    Dictionary<string, string>? SignedBy = null, long? NewestWallMs = null)
{
    public static EnrolmentEntry Of(Enrolment enrolment) => new(
        enrolment.Node, enrolment.Machine.Serial, enrolment.Machine.Installation, [.. enrolment.Certificates],
        enrolment.EnrolledAt.ToUnixTimeMilliseconds(), enrolment.Until.ToUnixTimeMilliseconds(), enrolment.RevokedAt?.ToUnixTimeMilliseconds(),
        new(enrolment.SignedBy), enrolment.Newest.ToUnixTimeMilliseconds());

    /// <param name="newestOfAll">Stands for its own in a file of an earlier version.</param>
    public Enrolment Read(long newestOfAll) => new(
        Node, new MachineMarks(Serial, Installation), [.. Certificates],
        DateTimeOffset.FromUnixTimeMilliseconds(EnrolledWallMs), DateTimeOffset.FromUnixTimeMilliseconds(UntilWallMs),
        RevokedWallMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null)
    {
        SignedBy = (SignedBy ?? []).ToImmutableSortedDictionary(),
        Newest = DateTimeOffset.FromUnixTimeMilliseconds(NewestWallMs ?? newestOfAll),
    };
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(EnrolmentFile))]
internal sealed partial class EnrolmentJson : JsonSerializerContext;
