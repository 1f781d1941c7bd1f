using System.Buffers.Text;
using System.Security.Cryptography;
using Homelab.Domain;
using Homelab.Domain.People;
using Homelab.Host;

namespace Homelab.Coordinator.People;

/// <summary>
/// Who has signed in at the page. In memory only, as hashes: a coordinator that starts anew knows none, and whoever copies its disk gets none.
/// </summary>
public sealed class Sessions(AccountBook book, TimeProvider clock)
{
    public static readonly TimeSpan IdleAtMost = TimeSpan.FromHours(12);
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const int SecretBytes = 32;
    private const int KeptMax = 1000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Session> _byHash = [];

    /// <summary>The word of a new one, for the cookie.</summary>
    public string Begin(string user)
    {
        var word = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));
        lock (_gate)
        {
            var now = clock.Now();
            foreach (var over in _byHash.Where(kept => kept.Value.IsOver(now)).Select(kept => kept.Key).ToList())
            {
                _byHash.Remove(over);
            }

            if (_byHash.Count >= KeptMax)
            {
                _byHash.Remove(_byHash.MinBy(kept => kept.Value.Used).Key);
            }

            _byHash[AccessToken.Hash(word)] = new Session(user, now, now);
        }

        return word;
    }

    /// <summary>Null where there is no such session, it is over, or its user is gone. To ask is to use it.</summary>
    public Caller? Of(string word)
    {
        var hash = AccessToken.Hash(word);
        lock (_gate)
        {
            var now = clock.Now();
            if (!_byHash.TryGetValue(hash, out var session) || session.IsOver(now) || book.Current.User(session.User) is not { } user)
            {
                _byHash.Remove(hash);
                return null;
            }

            _byHash[hash] = session with { Used = now };
            return new Caller(user.Name, user.Role, "password");
        }
    }

    public void End(string word)
    {
        lock (_gate)
        {
            _byHash.Remove(AccessToken.Hash(word));
        }
    }

    public void EndAllOf(string user)
    {
        lock (_gate)
        {
            foreach (var hash in _byHash.Where(kept => kept.Value.User == user).Select(kept => kept.Key).ToList())
            {
                _byHash.Remove(hash);
            }
        }
    }

    private sealed record Session(string User, Moment Began, Moment Used)
    {
        public bool IsOver(Moment now) => now - Used >= IdleAtMost || now - Began >= Longest;
    }
}
