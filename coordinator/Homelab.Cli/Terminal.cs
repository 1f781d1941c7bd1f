using Homelab.Cli.Render;

namespace Homelab.Cli;

/// <summary>All that the command touches of its surroundings, so that tests run it whole.</summary>
public sealed class Terminal
{
    public required TextWriter Out { get; init; }

    public required TextWriter Error { get; init; }

    public TextReader In { get; init; } = TextReader.Null;

    /// <summary>A person sits before it, who can be asked.</summary>
    public bool IsInteractive { get; init; }

    /// <summary>Reads one line that is not shown, after a prompt; null at the end.</summary>
    public Func<string, string?>? Secret { get; init; }

    public required TimeProvider Clock { get; init; }

    public required Func<string, string?> Environment { get; init; }

    /// <summary>What standard output can show; <see cref="Surface.Plain"/> where it is piped.</summary>
    public required Surface Surface { get; init; }

    public static Terminal OfThisProcess() => new()
    {
        Out = PipeOut.Open() ?? Console.Out,
        Error = Console.Error,
        In = Console.In,
        IsInteractive = !Console.IsInputRedirected && !Console.IsOutputRedirected,
        Secret = Console.IsInputRedirected ? null : HiddenLine.Read,
        Clock = TimeProvider.System,
        Environment = System.Environment.GetEnvironmentVariable,
        Surface = SurfaceOfConsole(),
    };

    private static Surface SurfaceOfConsole()
    {
        if (Console.IsOutputRedirected)
        {
            return Surface.Plain;
        }

        var dumb = System.Environment.GetEnvironmentVariable("TERM") is null or "" or "dumb";
        var refused = !string.IsNullOrEmpty(System.Environment.GetEnvironmentVariable("NO_COLOR"));
        return new Surface(WidthOfConsole(), Colour: !dumb && !refused, Unicode: !dumb && Console.OutputEncoding.CodePage == 65001);
    }

    private static int WidthOfConsole()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : Surface.UsualWidth;
        }
        catch (IOException)
        {
            return Surface.UsualWidth;
        }
    }
}
