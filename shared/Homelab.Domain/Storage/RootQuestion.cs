namespace Homelab.Domain.Storage;

public enum RootTopic
{
    /// <summary>What a drive says of itself, as smartctl reads it.</summary>
    Smart,

    /// <summary>What the controller of a card counted.</summary>
    Controller,
}

/// <summary>
/// What an agent may ask of root: a word of a closed list and a name of a closed form, in one line. The helper answers nothing else, and builds its paths and its one command line from nothing else.
/// </summary>
public readonly record struct RootQuestion
{
    /// <summary>Of the longest line, with its end.</summary>
    public const int BytesMax = 32;

    private const string SmartWord = "smart", ControllerWord = "controller";

    private RootQuestion(RootTopic topic, string name) => (Topic, Name) = (topic, name);

    public RootTopic Topic { get; }

    /// <summary>The kernel's: a drive below /dev, or a card's controller below debugfs.</summary>
    public string Name { get; }

    /// <summary>Of a disk of the kernel's; null of what smartctl is not asked about. A name space of an NVMe drive (nvme0n1) is asked of its controller (nvme0).</summary>
    public static RootQuestion? Smart(string disk) =>
        disk.StartsWith("nvme", StringComparison.Ordinal) && disk.IndexOf('n', 1) is > 0 and var end
            ? Of(RootTopic.Smart, disk[..end])
            : Of(RootTopic.Smart, disk);

    /// <summary>Of a controller such as mmc0.</summary>
    public static RootQuestion? Controller(string controller) => Of(RootTopic.Controller, controller);

    /// <summary>Null where the line, without its end, is no such question.</summary>
    public static RootQuestion? Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        return space < 0 ? null : line[..space] switch
        {
            SmartWord => Of(RootTopic.Smart, line[(space + 1)..]),
            ControllerWord => Of(RootTopic.Controller, line[(space + 1)..]),
            _ => null,
        };
    }

    /// <summary>As <see cref="Parse"/> takes it.</summary>
    public override string ToString() => $"{(Topic == RootTopic.Smart ? SmartWord : ControllerWord)} {Name}";

    private static RootQuestion? Of(RootTopic topic, string name)
    {
        var isKnown = topic == RootTopic.Smart
            ? Is(name, "sd", 'a', 'z', 3) || Is(name, "nvme", '0', '9', 3)
            : Is(name, "mmc", '0', '9', 2);
        return isKnown ? new RootQuestion(topic, name) : null;
    }

    /// <summary>A word and then some of a range of characters, and nothing behind them.</summary>
    private static bool Is(string name, string word, char from, char to, int most) =>
        name.StartsWith(word, StringComparison.Ordinal) && name.Length > word.Length && name.Length <= word.Length + most
        && name.AsSpan(word.Length).IndexOfAnyExceptInRange(from, to) < 0;
}
