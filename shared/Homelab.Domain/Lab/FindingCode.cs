namespace Homelab.Domain.Lab;

public enum FindingSeverity
{
    /// <summary>The lab can be used, and is told what it lacks.</summary>
    Warning,

    /// <summary>The lab is not used.</summary>
    Error,
}

/// <summary>A kind of mistake with a stable number, such as <c>HL0301</c>; what it means stands in the documentation of errors.</summary>
/// <param name="Title">A few words, lower case.</param>
/// <param name="Explanation">Why it is a mistake and what happens because of it, in whole sentences.</param>
public sealed record FindingCode(string Code, FindingSeverity Severity, string Title, string Explanation)
{
    public bool IsError => Severity == FindingSeverity.Error;
}
