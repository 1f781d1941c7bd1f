using System.Text.Json;
using Homelab.Coordinator.Events;
using Homelab.Domain.People;
using Homelab.Store;

namespace Homelab.Coordinator.People;

/// <summary>Users and tokens, kept over restarts in a file for the coordinator's user alone.</summary>
public sealed class AccountBook
{
    public const string Directory = "people";
    public const string FileName = "users.json";

    private readonly Lock _gate = new();
    private readonly string _path;
    private bool _isUnreadable;
    private Accounts _accounts = Accounts.None;

    public AccountBook(string stateDirectory, IEventFeed events)
    {
        _path = Path.Combine(stateDirectory, Directory, FileName);
        Load(events);
    }

    public Accounts Current => Volatile.Read(ref _accounts);

    public AccountsStanding Standing => _isUnreadable ? AccountsStanding.Unreadable : Current.HasAdmin ? AccountsStanding.Asked : AccountsStanding.Open;

    /// <param name="change">From the accounts that hold to those that shall; it may throw to refuse.</param>
    /// <exception cref="IOException">It could not be written down; nothing changed.</exception>
    public void Change(Func<Accounts, Accounts> change)
    {
        lock (_gate)
        {
            if (_isUnreadable)
            {
                throw new IOException($"{_path} cannot be read, and is not written over.");
            }

            var changed = change(_accounts);
            PrivateFiles.MakeDirectory(Path.GetDirectoryName(_path)!);
            PrivateFiles.Write(_path, JsonSerializer.SerializeToUtf8Bytes(AccountsFile.Of(changed), AccountsJson.Default.AccountsFile));
            Volatile.Write(ref _accounts, changed);
        }
    }

    private void Load(IEventFeed events)
    {
        try
        {
            if (File.Exists(_path))
            {
                _accounts = JsonSerializer.Deserialize(File.ReadAllBytes(_path), AccountsJson.Default.AccountsFile) is { Schema: 1 } read ? read.Read() : throw new JsonException("it is none of this version");
            }
        }
        catch (Exception failure) when (failure is JsonException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            // To go on without users would open everything to whoever can spoil this file.
            _isUnreadable = true;
            events.Add(2, "UsersUnreadable", "", $"{_path} cannot be read, so nobody is let in. Restore it; or, as root, stop the coordinator, move it away and begin with a new admin. {failure.Message}");
        }
    }
}
