using System.Reflection;

namespace Homelab.Host.Programs;

/// <summary>One version for everything that is built from one commit.</summary>
public static class ProgramVersion
{
    /// <summary>Such as <c>0.1.0+1214c51</c>.</summary>
    public static string Text { get; } =
        typeof(ProgramVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
