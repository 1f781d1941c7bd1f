using Homelab.Coordinator.Api;
using Homelab.Domain.People;

namespace Homelab.Coordinator.People;

/// <summary>A change of the accounts that is made whole, refused, or fails with the disk.</summary>
internal static class AccountChange
{
    /// <summary>Null where it was made and is on disk.</summary>
    public static ApiProblem? Make(AccountBook book, Func<Accounts, Answer<Accounts>> change)
    {
        ApiProblem? refused = null;
        try
        {
            book.Change(accounts =>
            {
                var (changed, problem) = change(accounts);
                refused = problem;
                return changed ?? accounts;
            });
            return refused;
        }
        catch (IOException failure)
        {
            return ApiProblem.Failed($"It could not be written down, so nothing changed: {failure.Message}");
        }
    }
}
