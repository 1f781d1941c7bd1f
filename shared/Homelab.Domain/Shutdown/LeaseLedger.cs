namespace Homelab.Domain.Shutdown;

/// <summary>
/// Every lease that a node may hold: those on their way and the one that it acknowledged. Kept in the node's own time, in which it is
/// exact: what that is in ours is known the better the more beats have come.
/// </summary>
internal sealed class LeaseLedger
{
    private readonly Dictionary<string, Account> _accounts = [];

    public Moment? Latest(string node) => All(node).Max(moment => (long?)moment.Nanoseconds) is { } latest ? new Moment(latest) : null;

    public Moment? Earliest(string node) => All(node).Min(moment => (long?)moment.Nanoseconds) is { } earliest ? new Moment(earliest) : null;

    public void Sent(string node, ulong sequence, Moment expiry) => AccountOf(node).OnTheWay[sequence] = expiry;

    /// <summary>An acknowledged lease replaces everything sent before it.</summary>
    public void Acknowledged(string node, ulong sequence)
    {
        var account = AccountOf(node);
        if (!account.OnTheWay.Remove(sequence, out var expiry))
        {
            return;
        }

        account.Held = expiry;
        foreach (var older in account.OnTheWay.Keys.Where(key => key < sequence).ToList())
        {
            account.OnTheWay.Remove(older);
        }
    }

    public void Refused(string node, ulong sequence) => AccountOf(node).OnTheWay.Remove(sequence);

    /// <summary>What a node said on its first hello to this coordinator that another one had granted it.</summary>
    public void Inherits(string node, Moment expiry) => AccountOf(node).Inherited = expiry;

    public Moment? Inherited(string node) => _accounts.GetValueOrDefault(node)?.Inherited;

    /// <summary>What a node said on its hello that it holds, or that it holds none. What was on its way may have come after that was said.</summary>
    public void Found(string node, Moment? expiry) => AccountOf(node).Held = expiry;

    /// <summary>Another boot holds nothing (P10: a lease lives on tmpfs).</summary>
    public void Forget(string node) => _accounts.Remove(node);

    private IEnumerable<Moment> All(string node)
    {
        if (!_accounts.TryGetValue(node, out var account))
        {
            return [];
        }

        return account.Held is { } held ? account.OnTheWay.Values.Append(held) : account.OnTheWay.Values;
    }

    private Account AccountOf(string node) => _accounts.TryGetValue(node, out var account) ? account : _accounts[node] = new Account();

    private sealed class Account
    {
        public Dictionary<ulong, Moment> OnTheWay { get; } = [];

        public Moment? Held { get; set; }

        public Moment? Inherited { get; set; }
    }
}
