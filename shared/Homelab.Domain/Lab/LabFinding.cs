using System.Collections.Immutable;

namespace Homelab.Domain.Lab;

/// <summary>Something wrong or doubtful about a lab as a whole, found without looking at anything but its declaration.</summary>
/// <param name="Path">Where, such as <c>services.cloud.needs[0]</c>.</param>
/// <param name="Problem">What is wrong; continues a line that already names the path, and ends without a full stop.</param>
/// <param name="Remedy">What to do, as a whole sentence.</param>
public sealed record LabFinding(FindingCode Code, string Path, string Problem, string Remedy)
{
    /// <summary>Other places that the finding rests on; where one of those is itself broken, the finding may only be its echo.</summary>
    public ImmutableArray<string> Related { get; init; } = [];

    public bool IsError => Code.IsError;
}
