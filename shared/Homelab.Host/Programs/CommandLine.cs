using System.Collections.Immutable;

namespace Homelab.Host.Programs;

public enum Wish
{
    Run,
    CheckConfig,
    Version,
    Help,
}

/// <summary>The options that every service of the lab takes. What else it takes it reads from <see cref="Own"/>.</summary>
public sealed record CommandLine
{
    public Wish Wants { get; private init; }

    public required string ConfigPath { get; init; }

    /// <summary>Absolute; null for the configured one.</summary>
    public string? StateDirectory { get; private init; }

    /// <summary>The program's own options that were given; a flag has an empty value.</summary>
    public ImmutableDictionary<string, string> Own { get; private init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>What was not understood, in words; null where all was.</summary>
    public string? Problem { get; private init; }

    public static CommandLine Parse(string[] arguments, string usualConfig, string[] ownFlags, string[] ownValues)
    {
        var line = new CommandLine { ConfigPath = usualConfig };
        for (var i = 0; i < arguments.Length && line.Problem is null; i++)
        {
            var name = arguments[i];
            if (name is "--config" or "--state" || ownValues.Contains(name))
            {
                var value = i + 1 < arguments.Length ? arguments[++i] : "";
                line = value.Length == 0 ? line with { Problem = $"{name} needs a value" } : line.With(name, value);
            }
            else
            {
                line = ownFlags.Contains(name) ? line with { Own = line.Own.SetItem(name, "") } : line.With(name);
            }
        }

        return line;
    }

    public CommandLine Refused(string problem) => this with { Problem = problem };

    public static int Show(string text)
    {
        Console.Out.WriteLine(text);
        return ExitCode.Done;
    }

    public static int Refuse(string program, string problem)
    {
        Console.Error.WriteLine($"{program}: {problem}. See {program} --help.");
        return ExitCode.Usage;
    }

    private CommandLine With(string name, string value) => name switch
    {
        "--config" => this with { ConfigPath = value },
        "--state" => this with { StateDirectory = Path.GetFullPath(value) },
        _ => this with { Own = Own.SetItem(name, value) },
    };

    private CommandLine With(string flag) => flag switch
    {
        "--check-config" => this with { Wants = Wish.CheckConfig },
        "--version" => this with { Wants = Wish.Version },
        "--help" or "-h" => this with { Wants = Wish.Help },
        _ => this with { Problem = $"{flag} is not an option" },
    };
}
