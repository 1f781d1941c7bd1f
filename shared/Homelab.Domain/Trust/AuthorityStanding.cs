namespace Homelab.Domain.Trust;

/// <summary>Of which authority the certificates of a node are that count.</summary>
public enum AuthorityStanding
{
    /// <summary>None counts.</summary>
    None,

    Newest,

    /// <summary>At least one is of an earlier authority.</summary>
    Former,

    /// <summary>One was signed before this was kept, and was not shown since.</summary>
    Unknown,
}
