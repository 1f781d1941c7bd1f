namespace Homelab.Domain.Shutdown;

/// <summary>How plans speak.</summary>
public static class PlanWords
{
    /// <summary>Such as <c>9m40s</c>, <c>2h05m</c> or <c>8s</c>; whole seconds, towards the careful side for a runtime (down).</summary>
    public static string Span(TimeSpan span)
    {
        if (span < TimeSpan.Zero)
        {
            return "-" + Span(-span);
        }

        return span switch
        {
            { TotalHours: >= 1 } => $"{(long)span.TotalHours}h{span.Minutes:00}m",
            { TotalMinutes: >= 1 } => $"{span.Minutes}m{span.Seconds:00}s",
            _ => $"{span.Seconds}s",
        };
    }

    /// <summary>As <see cref="Span"/>, towards the careful side for what is needed or lacks (up).</summary>
    public static string Least(TimeSpan span) => Span(TimeSpan.FromSeconds(Math.Ceiling(span.TotalSeconds)));

    /// <summary>A ratio such as <c>43 %</c>, rounded down.</summary>
    public static string Percent(double ratio) => $"{(int)Math.Floor(100 * ratio)} %";

    /// <summary>Such as <c>a</c>, <c>a and b</c> or <c>a, b and c</c>.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.ToList();
        return all.Count < 2 ? string.Concat(all) : $"{string.Join(", ", all[..^1])} and {all[^1]}";
    }
}
