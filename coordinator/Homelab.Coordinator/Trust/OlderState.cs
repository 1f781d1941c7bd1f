using System.Text;
using Homelab.Coordinator.Events;
using Homelab.Store;

namespace Homelab.Coordinator.Trust;

/// <summary>
/// Whether this coordinator's state is older than what it did once, as when it came back from a backup. A small file says so over restarts,
/// until somebody has looked at who counts and takes it away.
/// </summary>
public sealed class OlderState(string stateDirectory, IEventFeed events, TimeProvider clock)
{
    public const string FileName = "older-state";

    private readonly Lock _gate = new();
    private readonly string _path = Path.Combine(stateDirectory, FileName);
    private string? _unwritten;

    /// <summary>Null where nothing shows that.</summary>
    public string? Warning
    {
        get
        {
            lock (_gate)
            {
                return Read() ?? _unwritten;
            }
        }
    }

    /// <param name="sign">What shows it.</param>
    public void Note(string sign)
    {
        lock (_gate)
        {
            if (Read() is not null || _unwritten is not null)
            {
                return;
            }

            var sentence = $"This coordinator's state is older than what it did once, as from a backup: {sign} (seen on {clock.GetUtcNow():yyyy-MM-dd}). What was revoked or removed since then counts again. "
                + $"Look at `homelab nodes`, `homelab user list` and `homelab token list` and revoke it again, then delete {_path}.";
            try
            {
                AtomicFile.Write(_path, Encoding.UTF8.GetBytes(sentence + "\n"));
            }
            catch (IOException)
            {
                _unwritten = sentence;
            }

            events.Add(4, "StateIsOlder", "", sentence);
        }
    }

    private string? Read()
    {
        try
        {
            return File.Exists(_path) ? File.ReadAllText(_path).Trim() : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return $"{_path} cannot be read: {failure.Message}";
        }
    }
}
