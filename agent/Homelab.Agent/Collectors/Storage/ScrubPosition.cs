using System.Globalization;
using Homelab.Store;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>How far a pass over the installed packages has come, and what it found: one line in the state directory, so that a restart goes on there.</summary>
/// <param name="List">The last list that was read to its end; empty at the beginning.</param>
/// <param name="EndedAt">Null while the pass goes on.</param>
internal sealed record ScrubPosition(DateTimeOffset BeganAt, DateTimeOffset? EndedAt, string List, int Packages, long Files, long Bytes, int Mismatched, int Varying, int Unreadable, long PassedOver, string First)
{
    private const string Name = "package.scrub";
    private const int Parts = 11;

    public static ScrubPosition Begin(DateTimeOffset now) => new(now, null, "", 0, 0, 0, 0, 0, 0, 0, "");

    /// <summary>Null where there is none, or none that is understood.</summary>
    public static ScrubPosition? Load(string stateDirectory)
    {
        var path = Path.Combine(stateDirectory, Name);
        var parts = File.Exists(path) ? File.ReadAllText(path).TrimEnd('\n').Split('\t') : [];
        if (parts.Length != Parts || !parts[3..10].All(part => long.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _)) || !TryTime(parts[0], out var began))
        {
            return null;
        }

        long Number(int part) => long.Parse(parts[part], CultureInfo.InvariantCulture);
        int Small(int part) => (int)Math.Min(int.MaxValue, Number(part));
        return new(began, TryTime(parts[1], out var ended) ? ended : null, parts[2], Small(3), Number(4), Number(5), Small(6), Small(7), Small(8), Number(9), parts[10]);
    }

    /// <returns>The bytes that were written.</returns>
    /// <exception cref="IOException">It cannot be kept.</exception>
    public int Keep(string stateDirectory)
    {
        var first = First.Replace('\t', '?').Replace('\n', '?');
        var line = string.Create(CultureInfo.InvariantCulture,
            $"{BeganAt.ToUnixTimeSeconds()}\t{EndedAt?.ToUnixTimeSeconds()}\t{List}\t{Packages}\t{Files}\t{Bytes}\t{Mismatched}\t{Varying}\t{Unreadable}\t{PassedOver}\t{first}\n");
        var bytes = System.Text.Encoding.UTF8.GetBytes(line);
        AtomicFile.Write(Path.Combine(stateDirectory, Name), bytes);
        return bytes.Length;
    }

    private static bool TryTime(string text, out DateTimeOffset time)
    {
        var isTime = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_799;
        time = isTime ? DateTimeOffset.FromUnixTimeSeconds(seconds) : default;
        return isTime;
    }
}
