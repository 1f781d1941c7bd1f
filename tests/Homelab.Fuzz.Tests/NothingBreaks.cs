using CsCheck;
using Homelab.Fuzz.Tests.Targets;

namespace Homelab.Fuzz.Tests;

/// <summary>
/// Whatever comes in, nothing goes out but what is documented, in bounded time and memory. Structure-aware, not coverage-guided: that is tests/fuzz. All together are meant to take 16 s; HOMELAB_FUZZ_SECONDS says otherwise.
/// </summary>
public sealed class NothingBreaks
{
    private const int UsualSeconds = 16;

    private static readonly int s_seconds = int.TryParse(Environment.GetEnvironmentVariable("HOMELAB_FUZZ_SECONDS"), out var seconds) && seconds > 0 ? seconds : UsualSeconds;

    public static TheoryData<string> Names => [.. AllTargets.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void By_what_is_kept_or_nearly_so(string name)
    {
        using var target = AllTargets.Make(name);
        var kept = Corpus.Of(target);
        Assert.NotEmpty(kept);
        foreach (var (file, bytes) in kept)
        {
            var failure = Record.Exception(() => Holding.Of(target, bytes));
            Assert.True(failure is null, $"{file}: {failure}");
        }

        var part = Math.Max(1, s_seconds * target.Weight / 17);
        Mutations.Of(target, [.. kept.Select(each => each.Bytes)]).Sample(input => Hold(target, input), writeLine: TestContext.Current.TestOutputHelper!.WriteLine, time: part, threads: 1, print: Shown);
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
