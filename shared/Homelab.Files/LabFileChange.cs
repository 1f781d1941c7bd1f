namespace Homelab.Files;

/// <summary>Compares one look at a lab file with those before; without a clock of its own.</summary>
internal sealed class LabFileChange(string path)
{
    private SettledChange? _change;

    /// <summary>The file at the first look; afterwards each new content once, when two looks in a row have met it. Else null.</summary>
    public LabFileResult? Look()
    {
        var content = FileContent.Read(path);
        if (_change is null)
        {
            _change = new SettledChange(content.Fingerprint);
            return content.Result();
        }

        return _change.Observe(content.Fingerprint) ? content.Result() : null;
    }
}
