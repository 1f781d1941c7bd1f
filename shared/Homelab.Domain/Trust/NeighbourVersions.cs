using System.Globalization;

namespace Homelab.Domain.Trust;

/// <summary>Which versions of agent and coordinator speak with each other: those whose minor version is the same or the next (ADR 0039).</summary>
public static class NeighbourVersions
{
    /// <summary>Null where they do, and where one of them does not say what it is.</summary>
    /// <param name="agent">Such as <c>0.1.0+1214c51</c>.</param>
    public static string? Refuse(string agent, string coordinator) =>
        Read(agent) is { } one && Read(coordinator) is { } other && (one.Major != other.Major || Math.Abs(one.Minor - other.Minor) > 1)
            ? $"The agent is version {one.Major}.{one.Minor} and the coordinator {other.Major}.{other.Minor}, and only neighbouring minor versions speak with each other. Install the same version of both, one minor version at a time."
            : null;

    private static (long Major, long Minor)? Read(string version) =>
        version.Split('.', 3) is [var major, var minor, ..] && Number(major) is { } first && Number(minor.Split('+', '-')[0]) is { } second ? (first, second) : null;

    private static uint? Number(string text) => uint.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
