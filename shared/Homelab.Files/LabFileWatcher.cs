using System.Runtime.CompilerServices;

namespace Homelab.Files;

/// <summary>
/// Tells of each new content of a lab file. It looks instead of being told: notifications miss renames onto the file,
/// swapped links, bind mounts and network file systems, and one small read every few seconds costs nothing.
/// </summary>
public sealed class LabFileWatcher(string path, TimeProvider time, TimeSpan poll)
{
    public static readonly TimeSpan DefaultPoll = TimeSpan.FromSeconds(2);

    /// <summary>
    /// The file as it is now, at once; then again whenever its content has changed and stood for one poll, so that a file
    /// in the middle of being written is not taken for a short one. Broken and missing files come too. Ends by cancellation.
    /// </summary>
    public async IAsyncEnumerable<LabFileResult> WatchAsync([EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var change = new LabFileChange(path);
        using var timer = new PeriodicTimer(poll, time);
        do
        {
            if (change.Look() is { } result)
            {
                yield return result;
            }
        }
        while (await Next(timer, cancellation));
    }

    private static async ValueTask<bool> Next(PeriodicTimer timer, CancellationToken cancellation)
    {
        try
        {
            return await timer.WaitForNextTickAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
