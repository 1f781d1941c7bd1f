using System.Collections.Immutable;

namespace Homelab.Domain.Power;

/// <summary>Where the load's energy comes from, as far as one status says.</summary>
public enum UpsSupply
{
    /// <summary>The status says neither: empty, WAIT, a bare ALARM or TRIM, OFF.</summary>
    Unknown,
    OnLine,
    OnBattery,
}

/// <summary>
/// NUT's <c>ups.status</c> taken apart (nut-names(5), "Status data"). Never fails: tokens that nobody knows are kept and mean nothing.
/// </summary>
/// <remarks>
/// Contradictions are settled in this order, first match wins:
/// OFF says nothing of the supply (the outlets carry nothing, and a lab that still runs proves it wrong);
/// CAL or TEST is the UPS draining its battery on purpose, so the mains are there;
/// OB wins over OL;
/// OL wins over DISCHRG (APC shows OL DISCHRG with a full battery on the mains);
/// DISCHRG alone is on battery; BYPASS alone is on the mains; anything else says neither.
/// </remarks>
public sealed record UpsStatus
{
    /// <summary>More tokens than any firmware has; what follows is dropped.</summary>
    public const int MaxTokens = 32;

    private UpsStatus()
    {
    }

    /// <summary>As it came.</summary>
    public required string Raw { get; init; }

    /// <summary>Upper case, in the order in which they came.</summary>
    public required ImmutableArray<string> Tokens { get; init; }

    public required UpsSupply Supply { get; init; }

    /// <summary>How a contradiction was settled, or why nothing is said; empty where the status is plain.</summary>
    public string Note { get; init; } = "";

    /// <summary>OB stands in it, whatever else does.</summary>
    public bool SaysOnBattery => Has("OB");

    public bool SaysOnLine => Has("OL");

    public bool IsLowBattery => Has("LB");

    public bool IsForcedShutdown => Has("FSD");

    /// <summary>A calibration or a self test: the battery is drained on purpose.</summary>
    public bool IsTest => Has("CAL") || Has("TEST");

    /// <summary>The battery does not carry the load: if the mains go, so does the load.</summary>
    public bool IsBypass => Has("BYPASS");

    public bool Has(string token) => Tokens.Contains(token);

    public static UpsStatus Parse(string? raw)
    {
        raw ??= "";
        var tokens = raw.ToUpperInvariant()
            .Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
            .Take(MaxTokens)
            .ToImmutableArray();
        var (supply, note) = Settle(tokens);
        return new UpsStatus { Raw = raw, Tokens = tokens, Supply = supply, Note = note };
    }

    public bool Equals(UpsStatus? other) => other is not null && Raw == other.Raw;

    public override int GetHashCode() => Raw.GetHashCode(StringComparison.Ordinal);

    private static (UpsSupply Supply, string Note) Settle(ImmutableArray<string> tokens)
    {
        bool Has(string token) => tokens.Contains(token);

        if (tokens.IsEmpty)
        {
            return (UpsSupply.Unknown, "The UPS gives an empty status.");
        }

        if (Has("OFF"))
        {
            return (UpsSupply.Unknown, "The UPS says that its outlets are off.");
        }

        if (Has("CAL") || Has("TEST"))
        {
            return (UpsSupply.OnLine, "The UPS tests or calibrates its battery; this is no outage.");
        }

        if (Has("OB"))
        {
            return (UpsSupply.OnBattery, Has("OL") ? "The UPS says on line and on battery at once; on battery counts." : "");
        }

        if (Has("OL"))
        {
            return (UpsSupply.OnLine, Has("DISCHRG") ? "The UPS says discharging and on line; on line counts." : "");
        }

        if (Has("DISCHRG"))
        {
            return (UpsSupply.OnBattery, "The UPS says discharging and not on line; this counts as on battery.");
        }

        return Has("BYPASS")
            ? (UpsSupply.OnLine, "")
            : (UpsSupply.Unknown, Has("WAIT") ? "The driver of the UPS is starting." : "The status says neither on line nor on battery.");
    }
}
