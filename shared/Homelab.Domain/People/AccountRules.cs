namespace Homelab.Domain.People;

/// <summary>What names and passwords must be like. Each gives a sentence, or null where nothing is wrong.</summary>
public static class AccountRules
{
    public const int PasswordCharactersMin = 12;
    public const int PasswordCharactersMax = 256;
    public const int NameCharactersMax = 64;

    /// <summary>Stands in the audit log for what nobody asked for.</summary>
    public const string Engine = "engine";

    public static string? NameProblem(string? name) =>
        name is null || name.Length is 0 or > NameCharactersMax || !char.IsAsciiLetterOrDigit(name[0]) || !name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '@')
            ? $"A name has 1 to {NameCharactersMax} letters, digits, dots, dashes, underscores or @, and begins with a letter or digit."
            : name.Equals(Engine, StringComparison.OrdinalIgnoreCase) ? $"\"{Engine}\" is what the coordinator calls itself in the audit log. Take another name." : null;

    public static string? PasswordProblem(string? password, string name) => password switch
    {
        null or { Length: < PasswordCharactersMin } => $"A password has at least {PasswordCharactersMin} characters.",
        { Length: > PasswordCharactersMax } => $"A password has at most {PasswordCharactersMax} characters.",
        _ when password.Contains(name, StringComparison.OrdinalIgnoreCase) => "A password does not contain the name of its user.",
        _ when password.Distinct().Count() < 5 => "A password has at least five different characters.",
        _ => null,
    };
}
