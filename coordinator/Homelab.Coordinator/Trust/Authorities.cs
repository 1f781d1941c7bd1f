using System.Security.Cryptography.X509Certificates;
using Homelab.Store;

namespace Homelab.Coordinator.Trust;

/// <summary>
/// The lab's authorities: one, or two while it is rotated. Then nodes get certificates of the newest, and the coordinator goes on showing
/// one of the established, since every agent believes that already.
/// </summary>
public sealed class Authorities : IDisposable
{
    private readonly Lock _gate = new();
    private readonly string _path;
    private readonly string _nextPath;
    private Pair _now;

    private Authorities(string directory)
    {
        (_path, _nextPath) = (Path.Combine(directory, AuthorityFile.Name), Path.Combine(directory, AuthorityFile.NextName));
        var next = CertificateAuthority.Read(_nextPath);
        if (next is not null && !File.Exists(_path))
        {
            throw new InvalidOperationException($"{_path} is gone, and {_nextPath} is there. Restore {_path} from a backup of the same time: a new authority would lock every node out.");
        }

        var kept = CertificateAuthority.Read(_path);
        WasMade = kept is null;
        var established = kept ?? CertificateAuthority.Make(_path);
        if (next?.Name == established.Name)
        {
            // A crash came between the two steps of Finish.
            next.Dispose();
            next = null;
            RemoveNext();
        }

        _now = new(established, next, NextSince());
    }

    /// <summary>There was none, so the first was made just now.</summary>
    public bool WasMade { get; }

    /// <summary>What every agent believes that was enrolled and not left behind.</summary>
    public CertificateAuthority Established => Volatile.Read(ref _now).Established;

    /// <summary>What signs for nodes.</summary>
    public CertificateAuthority Newest => Volatile.Read(ref _now).Newest;

    public bool IsRotating => Volatile.Read(ref _now).Next is not null;

    /// <summary>When the next authority was made; null where there is none.</summary>
    public DateTimeOffset? RotatingSince => Volatile.Read(ref _now) is { Next: not null } now ? now.NextSince : null;

    /// <summary>All that count, the newest first.</summary>
    public X509Certificate2Collection Trusted => Volatile.Read(ref _now).Trusted;

    /// <summary>What is kept, or else a new one.</summary>
    /// <exception cref="InvalidOperationException">What is kept is not usable.</exception>
    /// <exception cref="IOException">The disk is full or failing.</exception>
    public static Authorities Open(string stateDirectory) => new(AuthorityFile.DirectoryIn(stateDirectory));

    public bool Trusts(string authority) => Volatile.Read(ref _now) is var now && (now.Established.Name == authority || now.Newest.Name == authority);

    /// <summary>Makes the next authority, on disk before it counts; false where there is one.</summary>
    /// <exception cref="IOException">It could not be written down; nothing changed.</exception>
    internal bool Begin()
    {
        lock (_gate)
        {
            if (_now.Next is not null)
            {
                return false;
            }

            Volatile.Write(ref _now, new(_now.Established, CertificateAuthority.Make(_nextPath), NextSince()));
            return true;
        }
    }

    /// <summary>The next takes the place of the established, whose key is then kept nowhere; false where there is none.</summary>
    /// <exception cref="IOException">It could not be written down; both go on counting, and it can be asked again.</exception>
    internal bool Finish()
    {
        lock (_gate)
        {
            if (_now.Next is not { } next)
            {
                return false;
            }

            PrivateFiles.Write(_path, File.ReadAllBytes(_nextPath));
            Volatile.Write(ref _now, new(next, null, default));
            RemoveNext();
            return true;
        }
    }

    public void Dispose()
    {
        _now.Established.Dispose();
        _now.Next?.Dispose();
    }

    /// <summary>The file is written once; its certificate begins in 1970, so that no clock is too early for it.</summary>
    private DateTimeOffset NextSince() => File.GetLastWriteTimeUtc(_nextPath);

    private void RemoveNext()
    {
        try
        {
            File.Delete(_nextPath);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // It is the same as the established, so that it changes nothing; the next start tries again.
        }
    }

    private sealed class Pair(CertificateAuthority established, CertificateAuthority? next, DateTimeOffset nextSince)
    {
        public CertificateAuthority Established { get; } = established;

        public CertificateAuthority? Next { get; } = next;

        public DateTimeOffset NextSince { get; } = nextSince;

        public CertificateAuthority Newest => Next ?? Established;

        public X509Certificate2Collection Trusted { get; } = next is null ? established.Trusted : [.. next.Trusted, .. established.Trusted];
    }
}
