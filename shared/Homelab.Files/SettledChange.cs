namespace Homelab.Files;

/// <summary>Tells once of a change, when two looks in a row have seen the same new thing.</summary>
internal sealed class SettledChange(string told)
{
    private string _told = told;
    private string _last = told;

    public bool Observe(string seen)
    {
        var isSettled = seen == _last && seen != _told;
        _last = seen;
        if (isSettled)
        {
            _told = seen;
        }

        return isSettled;
    }
}
