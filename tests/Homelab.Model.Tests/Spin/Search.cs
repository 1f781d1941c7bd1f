using System.Globalization;
using System.Text.RegularExpressions;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.Model.Tests.Spin;

/// <summary>What a search found.</summary>
/// <param name="Violated">The property that failed by name, or empty.</param>
/// <param name="States">Stored states.</param>
/// <param name="IsComplete">Every state within the bounds was visited.</param>
/// <param name="Story">The counterexample in words, a line an event.</param>
internal sealed record Search(string Violated, long States, bool IsComplete, string Story)
{
    private const string Violation = " violated: ";

    /// <summary>For the largest search on a busy machine.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(20);

    /// <summary>Lets Spin write the verifier, compiles it, runs it, and replays what it found.</summary>
    /// <exception cref="InvalidOperationException">A tool failed; the message holds its words.</exception>
    public static async Task<Search> RunAsync(Checking checking)
    {
        using var folder = new TempFolder();
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("tests/Homelab.Model.Tests/Model"), "*.pml"))
        {
            File.Copy(file, folder.At(Path.GetFileName(file)));
        }

        await InAsync(folder, $"spin {string.Join(' ', checking.Definitions)} -a power.pml");
        await InAsync(folder, "gcc -O1 -w -DSAFETY -DCOLLAPSE -o pan pan.c");
        var words = await InAsync(folder, "./pan -m200000 -w24");
        if (!words.Contains("errors: ", StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The verifier ended without a count of errors:\n{words}");
        }

        var states = long.Parse(Regex.Match(words, @"(\d+) states, stored").Groups[1].Value, CultureInfo.InvariantCulture);
        var isComplete = !words.Contains("max search depth too small", StringComparison.Ordinal) && !words.Contains("out of memory", StringComparison.Ordinal);
        return words.Contains("errors: 0", StringComparison.Ordinal)
            ? new Search("", states, isComplete, "")
            : await ReplayAsync(folder, checking, states);
    }

    private static async Task<Search> ReplayAsync(TempFolder folder, Checking checking, long states)
    {
        var replay = await InAsync(folder, $"spin -T {string.Join(' ', checking.Definitions)} -k power.pml.trail -t power.pml");
        var lines = replay.Split('\n').Where(line => line.StartsWith('@')).Select(line => line[1..]).ToList();
        var violated = lines.FirstOrDefault(line => line.Contains(Violation, StringComparison.Ordinal));
        var name = violated is null ? "a transition that the table does not allow" : violated[(violated.IndexOf(Violation, StringComparison.Ordinal) + Violation.Length)..];
        return new Search(name, states, IsComplete: false, string.Join('\n', lines.Select(line => $"  tick {line}")));
    }

    private static async Task<string> InAsync(TempFolder folder, string command)
    {
        const string Words = "words.txt";
        await using var program = await RunningProgram.StartAsync(command, "sh", ["-c", $"cd '{folder.Path}' && ({command}) >{Words} 2>&1"]);
        var ended = await program.WaitForExitAsync(Bound);
        var words = await File.ReadAllTextAsync(folder.At(Words));

        // The verifier gives 0 whatever it found.
        return ended.Code == 0 ? words : throw new InvalidOperationException($"'{command}' gave {ended.Code}:\n{words}");
    }
}
