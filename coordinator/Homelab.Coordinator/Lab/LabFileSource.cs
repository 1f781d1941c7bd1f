using Homelab.Files;

namespace Homelab.Coordinator.Lab;

/// <summary>One lab file: its content at the start, and every later one, with nothing lost in between.</summary>
public sealed class LabFileSource : IAsyncDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly IAsyncEnumerator<LabFileResult> _contents;

    private LabFileSource(string path, LabFileResult first, CancellationTokenSource ended, IAsyncEnumerator<LabFileResult> contents) =>
        (Path, First, _ended, _contents) = (path, first, ended, contents);

    public string Path { get; }

    /// <summary>As it was when it was opened; may have errors.</summary>
    public LabFileResult First { get; }

    public static async Task<LabFileSource> Open(string path, TimeProvider clock)
    {
        var ended = new CancellationTokenSource();
        var contents = new LabFileWatcher(path, clock, LabFileWatcher.DefaultPoll).WatchAsync(ended.Token).GetAsyncEnumerator(CancellationToken.None);
        await contents.MoveNextAsync();
        return new LabFileSource(path, contents.Current, ended, contents);
    }

    /// <summary>The next content; null where the token ended the wait.</summary>
    public async Task<LabFileResult?> Next(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(_ended.Cancel);
        return await _contents.MoveNextAsync() ? _contents.Current : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _contents.DisposeAsync();
        _ended.Dispose();
    }
}
