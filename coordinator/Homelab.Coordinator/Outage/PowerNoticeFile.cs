using System.Collections.Immutable;
using System.Text;
using Homelab.Coordinator.Feeds;
using Homelab.Domain.Shutdown;
using Homelab.Files.Programs;
using Homelab.Store;

namespace Homelab.Coordinator.Outage;

/// <summary>
/// Keeps <see cref="PowerNotice"/> in the runtime directory, for this program's user and root: the package has no token to ask with. systemd takes the
/// directory away when the coordinator is gone, so what it says is of one that runs.
/// </summary>
public sealed class PowerNoticeFile(CoordinatorFileConfig file, OutageLog log, FeedBoard feeds, TimeProvider clock, ILogger<PowerNoticeFile> logger) : BackgroundService
{
    public const string FileName = "power";

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly string _path = Path.Combine(file.RuntimeDirectory, FileName);
    private string _written = "";
    private bool _isFailing;
    private volatile TaskCompletionSource _journalled = NextEntry();

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        try
        {
            File.Delete(_path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It goes with the directory.
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        void Look(ImmutableArray<JournalEntry> entries)
        {
            if (!entries.IsEmpty)
            {
                _journalled.TrySetResult();
            }
        }

        log.Journalled += Look;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                // Before the state is read, or an entry in between would wait for the next look.
                var next = _journalled = NextEntry();
                Write(PowerNotice.Of(log.State.IsRunning ? log.State.Phase.ToString() : null, [.. log.Returning.Select(wait => wait.Node)], feeds.Current));
                await Task.WhenAny(next.Task, Task.Delay(LookEvery, clock, stoppingToken));
            }
        }
        finally
        {
            log.Journalled -= Look;
        }
    }

    private static TaskCompletionSource NextEntry() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Write(string notice)
    {
        if (notice == _written)
        {
            return;
        }

        try
        {
            PrivateFiles.Write(_path, Encoding.UTF8.GetBytes(notice + "\n"));
            (_written, _isFailing) = (notice, false);
        }
        catch (IOException failure)
        {
            if (!_isFailing)
            {
                logger.LogWarning("{Path} cannot be written, so an upgrade asks this coordinator in another way whether the lab is on battery: {Problem}", _path, failure.Message);
            }

            _isFailing = true;
        }
    }
}
