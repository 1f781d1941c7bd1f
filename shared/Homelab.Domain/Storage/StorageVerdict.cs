namespace Homelab.Domain.Storage;

/// <summary>What the evidence of one device comes to, from the least urgent to the most.</summary>
public enum StorageVerdict
{
    /// <summary>Nothing that was read says anything.</summary>
    Unknown,

    /// <summary>What was looked at is well; the coverage says how much that is.</summary>
    Ok,

    /// <summary>Worn, or with something odd in it: to be replaced at leisure.</summary>
    Aging,

    /// <summary>It has begun to lose: to be replaced now.</summary>
    Failing,

    /// <summary>It does not keep what it is given.</summary>
    Failed,
}
