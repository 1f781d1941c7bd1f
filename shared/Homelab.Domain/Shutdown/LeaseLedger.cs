namespace Homelab.Domain.Shutdown;

/// <summary>Every lease that a node may hold: those on their way and the one that it acknowledged.</summary>
internal sealed class LeaseLedger
{
    private readonly Dictionary<string, Account> _accounts = [];

    public Moment? Latest(string node) => _accounts.GetValueOrDefault(node)?.Latest;

    public Moment? Held(string node) => _accounts.GetValueOrDefault(node)?.Held;

    public ulong LastSequence(string node) => _accounts.GetValueOrDefault(node)?.LastSequence ?? 0;

    public void Sent(string node, ulong sequence, Moment expiry)
    {
        var account = AccountOf(node);
        account.OnTheWay[sequence] = expiry;
        account.LastSequence = sequence;
    }

    /// <summary>An acknowledged lease replaces everything sent before it.</summary>
    public bool Acknowledged(string node, ulong sequence)
    {
        var account = AccountOf(node);
        if (!account.OnTheWay.Remove(sequence, out var expiry))
        {
            return false;
        }

        account.Held = expiry;
        foreach (var older in account.OnTheWay.Keys.Where(key => key < sequence).ToList())
        {
            account.OnTheWay.Remove(older);
        }

        return true;
    }

    public void Refused(string node, ulong sequence) => AccountOf(node).OnTheWay.Remove(sequence);

    /// <summary>What a node said on its hello that it holds.</summary>
    public void Found(string node, Moment expiry) => AccountOf(node).Held = expiry;

    /// <summary>Another boot holds nothing (P10: a lease lives on tmpfs).</summary>
    public void Forget(string node) => _accounts.Remove(node);

    public void Clear() => _accounts.Clear();

    private Account AccountOf(string node) => _accounts.TryGetValue(node, out var account) ? account : _accounts[node] = new Account();

    private sealed class Account
    {
        public SortedDictionary<ulong, Moment> OnTheWay { get; } = [];

        public Moment? Held { get; set; }

        public ulong LastSequence { get; set; }

        public Moment? Latest => OnTheWay.Values.Select(moment => (Moment?)moment).Append(Held).Max(moment => moment?.Nanoseconds) is { } latest ? new Moment(latest) : null;
    }
}
