using System.CommandLine;

namespace Homelab.Cli.Commands;

/// <summary>Options that every command takes.</summary>
internal sealed class SharedOptions
{
    public Option<string?> Coordinator { get; } = new("--coordinator")
    {
        Description = "Address of the coordinator, such as http://127.0.0.1:8441 (also HOMELAB_COORDINATOR; this is the default).",
        HelpName = "URL",
        Recursive = true,
    };

    public Option<bool> Json { get; } = new("--json")
    {
        Description = "Answer as JSON, for programs.",
        Recursive = true,
    };
}
