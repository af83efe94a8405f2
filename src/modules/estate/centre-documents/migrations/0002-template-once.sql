-- Why: that a template is loaded once is checked by its rule, which can say by which number it was loaded before.

alter table duty_template drop constraint duty_template_tenant_id_centre_template_key;
