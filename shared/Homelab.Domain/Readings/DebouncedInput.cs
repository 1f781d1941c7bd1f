namespace Homelab.Domain.Readings;

/// <summary>An input whose contacts bounce: a level counts when it has stood for a while, and each change that counts is an edge. A fold over the levels that were seen, when they were seen.</summary>
public sealed record DebouncedInput(TimeSpan Debounce)
{
    /// <summary>Null before a level has stood for long enough.</summary>
    public bool? IsActive { get; private init; }

    /// <summary>Changes that counted. The first level that stands is none.</summary>
    public long Edges { get; private init; }

    private bool? Seen { get; init; }

    private Moment SeenSince { get; init; }

    /// <param name="isActive">Of this moment on.</param>
    public DebouncedInput Observe(bool isActive, Moment at)
    {
        var settled = Settle(at);
        return settled.Seen == isActive ? settled : (settled with { Seen = isActive, SeenSince = at }).Settle(at);
    }

    /// <summary>What was seen last has stood until this moment.</summary>
    private DebouncedInput Settle(Moment at) => Seen is { } seen && IsActive != seen && at - SeenSince >= Debounce
        ? this with { IsActive = seen, Edges = Edges + (IsActive is null ? 0 : 1) }
        : this;
}
