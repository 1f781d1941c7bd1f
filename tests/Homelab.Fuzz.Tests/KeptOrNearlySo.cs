using CsCheck;
using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>
/// One target's inputs: those that are kept, then for its part of the time such as are nearly so. Structure-aware, not coverage-guided: that is tests/fuzz.
/// All targets together are meant to take 60 s, two at a time but for requests; HOMELAB_FUZZ_SECONDS says otherwise.
/// </summary>
internal static class KeptOrNearlySo
{
    private static readonly TimeSpan s_usual = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan s_all =
        int.TryParse(Environment.GetEnvironmentVariable("HOMELAB_FUZZ_SECONDS"), out var seconds) && seconds > 0 ? TimeSpan.FromSeconds(seconds) : s_usual;

    public static void Hold(string name)
    {
        using var target = AllTargets.Make(name);
        var kept = Corpus.Of(target);
        Assert.NotEmpty(kept);
        foreach (var (file, bytes) in kept)
        {
            var failure = Record.Exception(() => Holding.Of(target, bytes));
            Assert.True(failure is null, $"{file}: {failure}");
        }

        var part = AllTargets.PartOf(s_all, name);
        Mutations.Of(target, [.. kept.Select(each => each.Bytes)]).Sample(input => Hold(target, input), writeLine: TestContext.Current.TestOutputHelper!.WriteLine, time: (int)part.TotalSeconds, threads: 1, print: Shown);
    }

    private static void Hold(Target target, byte[] input)
    {
        try
        {
            Holding.Of(target, input);
        }
        catch
        {
            Corpus.Keep(target, input);
            throw;
        }
    }

    private static string Shown(byte[] input) => $"{input.Length} bytes, kept as artifacts/fuzz/*.broke: {Convert.ToHexString(input.AsSpan(0, Math.Min(200, input.Length)))}";
}
